import type { PolicyRule, PolicySpec } from '@headwater/contracts';
import { membershipRules, NOT_APPLICABLE, OF_CEILING, OVER_REAL_ROWS, SURELY } from './rule-manners';

const fidelity: PolicyRule[] = [
  { measure: 'column_shapes', comparison: '>=', pass: 0.93, warn: 0.85, ...OF_CEILING },
  { measure: 'column_pair_trends', comparison: '>=', pass: 0.88, warn: 0.75, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'column_shapes@*', comparison: '>=', pass: 0.9, warn: 0.75, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'missing_value_similarity', comparison: '>=', pass: 0.97, warn: 0.9, ...OF_CEILING },
  { measure: 'missing_value_similarity@*', comparison: '>=', pass: 0.95, warn: 0.85, ...OF_CEILING, ...NOT_APPLICABLE },
  { measure: 'data_validity', comparison: '>=', pass: 0.98, warn: 0.9, ...OF_CEILING },
];

/** The largest risk for public release, and for release under an agreement. */
const RISK = { comparison: '<=', pass: 0.09, warn: 0.2 } as const;

const reidentification: PolicyRule[] = [
  { measure: 'singling_out_univariate', ...RISK, ...NOT_APPLICABLE },
  { measure: 'singling_out_multivariate', ...RISK, ...NOT_APPLICABLE },
  { measure: 'linkability', ...RISK, ...NOT_APPLICABLE },
  { measure: 'inference', ...RISK, ...NOT_APPLICABLE },
  { measure: 'inference_worst_column', ...RISK, ...SURELY, ...NOT_APPLICABLE },
  {
    measure: 'attribute_inference_gain',
    comparison: '<=',
    pass: 0.05,
    warn: 0.1,
    ...OVER_REAL_ROWS,
    ...NOT_APPLICABLE,
  },
  { measure: 'k_anonymity', comparison: '>=', pass: 11, warn: 1, ...NOT_APPLICABLE },
  { measure: 'l_diversity', comparison: '>=', pass: 2, warn: 1, ...NOT_APPLICABLE },
];

const copies: PolicyRule[] = [
  { measure: 'share_closer_to_train', comparison: '<=', pass: 0.52, warn: 0.57, ...SURELY },
  { measure: 'share_more_like_train', comparison: '<=', pass: 0.52, warn: 0.55, ...SURELY },
  { measure: 'exact_matches', comparison: '<=', pass: 0.001, warn: 0.005, ...OVER_REAL_ROWS },
  { measure: 'near_copies', comparison: '<=', pass: 0.01, warn: 0.03, ...SURELY },
  { measure: 'rare_value_leaks', comparison: '<=', pass: 0.05, warn: 0.1, ...OVER_REAL_ROWS, ...NOT_APPLICABLE },
  { measure: 'identifier_reuse', comparison: '<=', pass: 0, ...NOT_APPLICABLE },
];

const membership: PolicyRule[] = [
  ...membershipRules,
  { measure: 'shadow_membership_auc', comparison: '<=', pass: 0.58, warn: 0.65, ...SURELY, ...NOT_APPLICABLE },
  { measure: 'shadow_epsilon_lower_bound', comparison: '<=', pass: 0.5, warn: 1, ...NOT_APPLICABLE },
];

/**
 * Records of patients, in the manner of an expert determination under HIPAA (45 CFR 164.514(b)(1)): numbers for the
 * person who has to find that the risk is very small. It does not stand in for that person, and a warning is for them.
 *
 * Risk: 0.09 is the largest that the European Medicines Agency (policy 0070) and Health Canada accept for public release,
 * one in eleven; 0.2, one in five, is what is usual under an agreement. Here the score itself is judged, not the
 * favourable end of its interval: who releases records has to show that the risk is small, and a holdout too short to
 * show it is a warning. Only the worst of many columns is judged where it is sure, because the greatest of many numbers
 * is high by chance. Membership matters as much as content: to have been in the table of a clinic is a diagnosis.
 *
 * Small cells: eleven is the least cell that the Centers for Medicare & Medicaid Services let out. Rows that are alike in
 * the declared quasi-identifiers are such a cell; fewer than eleven warn and do not block, since cells of made rows are
 * not of patients: whether they betray one is asked by singling out, rare values and near copies, and these block.
 *
 * Fidelity: what is missing in a record means something, so that is judged as well.
 */
export const healthCare: PolicySpec = {
  name: 'health-care',
  version: 1,
  rules: [...fidelity, ...reidentification, ...copies, ...membership],
};
