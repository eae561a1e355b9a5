import type { ChainSpec, StageContext } from '@headwater/contracts';
import type { ArtifactStore } from '@headwater/store';

/** The spec as this run's stages take it: see `specOfGeneration`. */
export async function specOfRun(store: ArtifactStore, { spec, generation }: StageContext): Promise<ChainSpec> {
  return specOfGeneration(await store.getJson<ChainSpec>(spec), generation);
}

/**
 * Generations draw apart, each with a seed of its own made from the chain's: with one for all, a generation would learn
 * from rows that were drawn with the very numbers it draws with itself, and their errors would add up instead of
 * averaging out.
 */
export function specOfGeneration(spec: ChainSpec, generation = 0): ChainSpec {
  if (generation === 0) return spec;
  // The odd number nearest 2^32 over the golden ratio spreads neighbours apart (Knuth, TAOCP vol. 3, 6.4).
  const seed = (spec.generator.seed ^ Math.imul(generation, 0x9e3779b1)) >>> 0;
  return { ...spec, generator: { ...spec.generator, seed } };
}
