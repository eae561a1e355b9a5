import type { PolicySpec } from '@headwater/contracts';

/**
 * The default: a table for people inside the organisation that owns the real one.
 *
 * Fidelity: a good synthesizer on Adult scores 0.98 and more on shapes and pair trends, real rows against real rows of
 * a 300-row table about 0.92 and 0.87 by sampling noise alone, so 0.9 and 0.85 pass and what lies well below blocks.
 * The discriminator only warns: over hundreds of columns tiny differences add up to an AUC near 1 in tables that are
 * fit for use, and a generator without joint structure is caught by pair trends.
 *
 * Privacy: judged against what real, unseen rows score, and at the favourable end of the interval, so that a holdout of
 * 60 rows does not block by chance while copies do: a table with 5 % copied rows has a ratio of 0 and an excess of
 * exact matches of 0.05; both block.
 */
export const internal: PolicySpec = {
  name: 'internal',
  rules: [
    { measure: 'column_shapes', comparison: '>=', pass: 0.9, warn: 0.8 },
    { measure: 'column_pair_trends', comparison: '>=', pass: 0.85, warn: 0.7 },
    { measure: 'quality_score', comparison: '>=', pass: 0.88, warn: 0.75 },
    { measure: 'two_sample_auc', comparison: '<=', pass: 0.75, warn: 1, useInterval: true },
    { measure: 'share_closer_to_train', comparison: '<=', pass: 0.53, warn: 0.57, useInterval: true },
    { measure: 'dcr_p5_ratio_to_holdout', comparison: '>=', pass: 0.8, warn: 0.25, useInterval: true },
    { measure: 'exact_matches', comparison: '<=', pass: 0.005, warn: 0.03, against: 'reference', useInterval: true },
    { measure: 'identifier_reuse', comparison: '<=', pass: 0, warn: 0.01, whenAbsent: 'skip' },
  ],
};
