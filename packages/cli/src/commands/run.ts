import { access } from 'node:fs/promises';
import { loadSpec } from '@headwater/chain-spec';
import { GENERATOR_FAMILIES, HeadwaterError, type ChainSpec, type SourceSpec } from '@headwater/contracts';
import { followRun } from '../follow-run';
import type { MetricsOptions } from '../metrics-options';
import { say } from '../output';
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
  await requireSources(spec);
  checkPartition(options.partition);
  await followRun({ ...options, name: spec.name }, (session) =>
    submit(session, spec, options.partition, options.who),
  );
}

/** A file that is not there is refused before a server is started for it. */
async function requireSources(spec: ChainSpec): Promise<void> {
  const sources: SourceSpec[] = [spec.source, ...('holdout' in spec.split ? [spec.split.holdout] : [])];
  for (const { path } of sources) {
    if (/^[a-z][a-z0-9+.-]+:/i.test(path)) continue;
    await access(path).catch(() => {
      throw new HeadwaterError('SOURCE_NOT_FOUND', `no such file: ${path}`, {
        hint: 'Paths in a chain file start from the folder it is in.',
        where: path,
      });
    });
  }
}

function checkPartition(partition: string | undefined): void {
  if (partition === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(partition)) return;
  throw new HeadwaterError('USAGE', `--partition ${JSON.stringify(partition)} is no name for a run`, {
    hint: 'Use letters, digits, dots, hyphens and underscores, at most 63.',
  });
}
