import { HeadwaterError, placeholdersIn, timeOfPartition, type ChainSpec, type SourceSpec } from '@headwater/contracts';
import { sourcesOf } from '@headwater/stages';

/** Every file that a chain reads. */
export function sourcesOfSpec(spec: ChainSpec): SourceSpec[] {
  return [spec.source, ...('holdout' in spec.split ? [spec.split.holdout] : [])];
}

/** The spec with the paths that a run of that name reads. Throws USAGE where the name does not say which. */
export function sourcesOfRun(spec: ChainSpec, partition: string | undefined): ChainSpec {
  const template = sourcesOfSpec(spec).find(({ path }) => placeholdersIn(path).length > 0);
  if (template === undefined) return spec;
  if (partition === undefined) {
    throw new HeadwaterError('USAGE', `${template.path} depends on the run, and this one has no name`, {
      hint: 'Name the time it is for: --partition 20261121T180000Z.',
      where: template.path,
    });
  }
  const scheduledAt = timeOfPartition(partition)?.toISOString();
  return sourcesOf(spec, { partition, ...(scheduledAt === undefined ? {} : { scheduledAt }) });
}
