import type { PolicySpec } from '@headwater/contracts';

/**
 * For the first look at a chain, read by the people who may see the real table anyway: fidelity warns and hardly ever
 * blocks; wholesale copying of real rows still does.
 */
export const exploratory: PolicySpec = {
  name: 'exploratory',
  version: 2,
  rules: [
    { measure: 'column_shapes', comparison: '>=', pass: 0.85, warn: 0.5, against: 'ceiling' },
    {
      measure: 'column_pair_trends',
      comparison: '>=',
      pass: 0.75,
      warn: 0.3,
      against: 'ceiling',
      whenAbsent: 'skip-if-not-applicable',
    },
    { measure: 'two_sample_auc', comparison: '<=', pass: 0.9, warn: 1 },
    { measure: 'share_closer_to_train', comparison: '<=', pass: 0.55, warn: 0.65, useInterval: true },
    { measure: 'exact_matches', comparison: '<=', pass: 0.02, warn: 0.1, against: 'reference', useInterval: true },
    { measure: 'identifier_reuse', comparison: '<=', pass: 0, warn: 0.05, whenAbsent: 'skip-if-not-applicable' },
  ],
};
