import { DEFAULT_POLICY } from '@headwater/policy';

/** What a chain file that says nothing about it gets. */
export const SPEC_DEFAULTS = {
  version: 1,
  split: { share: 0.2, seed: 0 },
  generator: { family: 'masked-autoregressive', seed: 0 },
  output: { shardRows: 10_000 },
  checks: { sampleRows: 10_000, seed: 0, mostRows: 200_000, positive: null, shadowModels: 0 },
  policy: DEFAULT_POLICY,
  publish: { format: 'parquet' },
  approval: { when: 'warn', fourEyes: true, timeout: '3d', onTimeout: 'reject' },
  schedule: { jitterSeconds: 0, overlap: 'skip', catchupSeconds: 86_400, pauseOnFailure: false },
  feedback: {
    mix: 'accumulate-budget',
    realFloor: 0.8,
    syntheticCeiling: 0.2,
    mostGenerations: 5,
    realShare: 0.8,
    verify: true,
    retrainOn: ['drift', 'quality', 'utility', 'feedback'],
    debounceSeconds: 3600,
  },
} as const;

/** A chain's name becomes part of workflow ids, folder names and search attributes. */
export const NAME_PATTERN = '^[a-z0-9][a-z0-9-]{0,62}$';

/** Chain files are written by hand; a larger one is a mistake (a data file, most often). */
export const MAX_SPEC_BYTES = 1_000_000;
