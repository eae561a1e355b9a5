import type { ChainSpec, SourceSpec, StageContext } from '@headwater/contracts';
import { fillTemplate } from './fill-template';

/** The spec with the paths that this very run reads. Throws USAGE where a path names a time and the run has none. */
export function sourcesOf(
  spec: ChainSpec,
  { partition, scheduledAt }: Pick<StageContext, 'partition' | 'scheduledAt'>,
): ChainSpec {
  const run = { partition, scheduledAt, timezone: spec.schedule?.timezone };
  const filled = (source: SourceSpec): SourceSpec => ({ ...source, path: fillTemplate(source.path, run) });
  return {
    ...spec,
    source: filled(spec.source),
    split: 'holdout' in spec.split ? { holdout: filled(spec.split.holdout) } : spec.split,
  };
}
