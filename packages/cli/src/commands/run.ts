import { loadSpec } from '@headwater/chain-spec';
import { GENERATOR_FAMILIES, HeadwaterError } from '@headwater/contracts';
import { requireFixedSources } from '../chains/chain-files';
import { followRun } from '../follow-run';
import type { MetricsOptions } from '../metrics-options';
import { say } from '../output';
import { sourcesOfRun } from '../sources-of-spec';
import { submit } from '../submit';

interface RunCommandOptions extends MetricsOptions {
  state: string;
  json?: boolean;
  set: string[];
  partition?: string;
  worker: boolean;
  who: string;
}

/** `headwater run`: submits the chain or attaches to its unfinished run, serves it, follows it, prints what came of it. */
export async function runCommand(path: string, options: RunCommandOptions): Promise<void> {
  const { spec, warnings } = await loadSpec(path, options.set, { families: GENERATOR_FAMILIES });
  for (const warning of warnings) say(`warning: ${warning}`);
  checkPartition(options.partition);
  // A file that is not there is refused before a server is started for it.
  await requireFixedSources(sourcesOfRun(spec, options.partition));
  await followRun({ ...options, name: spec.name }, (session) => submit(session, spec, options.partition, options.who));
}

function checkPartition(partition: string | undefined): void {
  if (partition === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(partition)) return;
  throw new HeadwaterError('USAGE', `--partition ${JSON.stringify(partition)} is no name for a run`, {
    hint: 'Use letters, digits, dots, hyphens and underscores, at most 63.',
  });
}
