import type { ChainSpec, SourceSpec } from '@headwater/contracts';

/** Every file that a chain reads. */
export function sourcesOfSpec(spec: ChainSpec): SourceSpec[] {
  return [spec.source, ...('holdout' in spec.split ? [spec.split.holdout] : [])];
}
