import type { ChainSpec } from '@headwater/contracts';
import { specOfGeneration } from '../src';

const spec = { name: 'demo', generator: { family: 'f', parameters: {}, seed: 7 } } as unknown as ChainSpec;

it('leaves the first generation, and a run without a place among them, the seed of the chain', () => {
  expect(specOfGeneration(spec)).toBe(spec);
  expect(specOfGeneration(spec, 0).generator.seed).toBe(7);
});

it('gives every later one a seed of its own, the same each time', () => {
  const seeds = Array.from({ length: 1000 }, (_, generation) => specOfGeneration(spec, generation).generator.seed);
  expect(new Set(seeds).size).toBe(1000);
  expect(specOfGeneration(spec, 3).generator.seed).toBe(seeds[3]);
  expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
});
