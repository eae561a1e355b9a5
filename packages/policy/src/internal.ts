import type { PolicySpec } from '@headwater/contracts';

/**
 * The default: a table for people inside the organisation that owns the real one.
 *
 * Fidelity is judged as a share of what unseen real rows score, the ceiling that sampling noise sets: about 0.99 of
 * shapes and trends in large tables, 0.95 and 0.8 where there are 240 rows. A good synthesizer reaches it. A table
 * without related columns has no pair trends and is judged without. The discriminator only warns: over hundreds of
 * columns tiny differences add up to an AUC near 1 in tables that are fit for use, and a generator without joint
 * structure is caught by pair trends.
 *
 * Privacy: judged against what unseen real rows score and, where there is an interval, at its favourable end, so that a
 * holdout of 60 rows does not block by chance. Copies do: a table with 5 % copied rows exceeds the exact matches of
 * real rows by 0.05, and near_copies finds them with many of their values changed, where unseen rows stay below 0.02. The
 * ratio of 5th percentiles has no interval and rests on a few rows in small tables: it falls below 0.8 for every third
 * sample of 121 unseen real rows, hence the low thresholds.
 */
export const internal: PolicySpec = {
  name: 'internal',
  version: 2,
  rules: [
    { measure: 'column_shapes', comparison: '>=', pass: 0.9, warn: 0.8, against: 'ceiling' },
    {
      measure: 'column_pair_trends',
      comparison: '>=',
      pass: 0.85,
      warn: 0.7,
      against: 'ceiling',
      whenAbsent: 'skip-if-not-applicable',
    },
    { measure: 'quality_score', comparison: '>=', pass: 0.88, warn: 0.75, against: 'ceiling' },
    { measure: 'two_sample_auc', comparison: '<=', pass: 0.75, warn: 1, useInterval: true },
    { measure: 'share_closer_to_train', comparison: '<=', pass: 0.53, warn: 0.57, useInterval: true },
    { measure: 'dcr_p5_ratio_to_holdout', comparison: '>=', pass: 0.5, warn: 0.25, useInterval: true },
    { measure: 'exact_matches', comparison: '<=', pass: 0.005, warn: 0.03, against: 'reference', useInterval: true },
    { measure: 'near_copies', comparison: '<=', pass: 0.02, warn: 0.05, useInterval: true },
    { measure: 'identifier_reuse', comparison: '<=', pass: 0, warn: 0.01, whenAbsent: 'skip-if-not-applicable' },
  ],
};
