import type { PolicyRule } from '@headwater/contracts';

/** Left out where the measure has no meaning for the table; a measure that failed still blocks. */
export const NOT_APPLICABLE = { whenAbsent: 'skip-if-not-applicable' } as const;
/** Only what sampling noise cannot explain counts. */
export const SURELY = { useInterval: true } as const;
export const OVER_REAL_ROWS = { against: 'reference', useInterval: true } as const;
export const OF_CEILING = { against: 'ceiling' } as const;

/** Who was in the table must stay unknown, but for what hardly helps; shadow models are added by each policy. */
export const membershipRules: readonly PolicyRule[] = [
  { measure: 'membership_auc', comparison: '<=', pass: 0.55, warn: 0.6, ...SURELY },
  { measure: 'membership_by_shared_values_auc', comparison: '<=', pass: 0.55, warn: 0.6, ...SURELY },
  { measure: 'membership_tpr_at_1_percent', comparison: '<=', pass: 0.02, warn: 0.05, ...SURELY },
  { measure: 'membership_by_shared_values_tpr_at_1_percent', comparison: '<=', pass: 0.02, warn: 0.05, ...SURELY },
  { measure: 'membership_epsilon_lower_bound', comparison: '<=', pass: 0.5, warn: 1 },
];
