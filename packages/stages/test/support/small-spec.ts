import type { ChainSpec } from '@headwater/contracts';

/** A chain of two columns or more that is over in seconds, and whose gate judges nothing. */
export function smallSpec(over: Pick<ChainSpec, 'name' | 'source'> & Partial<ChainSpec>): ChainSpec {
  return {
    version: 1,
    schema: { columns: {} },
    split: { share: 0.2, seed: 1 },
    generator: { family: 'masked-autoregressive', parameters: { epochs: 1 }, seed: 3 },
    output: { rows: 50, shardRows: 50, conditions: {}, temperature: 1 },
    checks: {
      sampleRows: 1000,
      seed: 0,
      mostRows: 100_000,
      protected: [],
      positive: null,
      segments: [],
      shadowModels: 0,
    },
    policy: { name: 'none', rules: [] },
    publish: { target: null, format: 'parquet' },
    schedule: null,
    ...over,
  };
}
