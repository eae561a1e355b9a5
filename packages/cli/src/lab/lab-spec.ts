import { resolve } from 'node:path';
import type { ChainSpec } from '@headwater/contracts';

export interface LabSpecSettings {
  table: string;
  holdout?: string;
  target?: string;
  rows: number;
  epochs?: number;
}

/** Most rows that a costly measure looks at: neighbours and trees cost more than the models otherwise. */
const SAMPLE_ROWS = 5_000;

/** Seeds of one laboratory seed's generations do not meet those of the next. */
const SEEDS_APART = 1_000;

/** The chain of one generation: the same but for the seed of its generator, so that no two share their chance. */
export function labSpec(
  { table, holdout, target, rows, epochs }: LabSpecSettings,
  seed: number,
  generation: number,
): ChainSpec {
  return {
    version: 1,
    name: 'collapse-lab',
    source: { path: resolve(table), options: {} },
    schema: { columns: target === undefined ? {} : { [target]: { role: 'target' } } },
    split: holdout === undefined ? { share: 0.2, seed: 0 } : { holdout: { path: resolve(holdout), options: {} } },
    generator: {
      family: 'masked-autoregressive',
      parameters: epochs === undefined ? {} : { epochs },
      seed: seed * SEEDS_APART + generation,
    },
    output: { rows, shardRows: rows, conditions: {}, temperature: 1 },
    checks: {
      sampleRows: Math.min(rows, SAMPLE_ROWS),
      seed: 0,
      mostRows: 200_000,
      protected: [],
      positive: null,
      segments: [],
      shadowModels: 0,
    },
    policy: { name: 'collapse-lab', rules: [] },
    publish: { target: null, format: 'parquet' },
    schedule: null,
  };
}
