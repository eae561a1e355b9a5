import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { cachedCli } from './cache';
import { checkCli, type CliVersion } from './version';

export type CliSource = 'HEADWATER_TEMPORAL_CLI' | 'PATH' | 'cache';

/** One place that was looked at. Exactly one of `version` and `problem` is there. */
export interface CliCandidate {
  source: CliSource;
  path: string;
  version?: CliVersion;
  /** Why it cannot be used. */
  problem?: string;
}

export interface LocatedCli {
  chosen?: CliCandidate & { version: CliVersion };
  looked: CliCandidate[];
}

/** Looks where a `temporal` may already be, in order, up to the first that works. Downloads nothing. */
export async function locateCli(env: NodeJS.ProcessEnv): Promise<LocatedCli> {
  const looked: CliCandidate[] = [];
  for (const { source, path } of places(env)) {
    try {
      const version = await checkCli(path);
      const chosen = { source, path, version };
      return { chosen, looked: [...looked, chosen] };
    } catch (error) {
      looked.push({ source, path, problem: (error as Error).message });
    }
  }
  return { looked };
}

function places(env: NodeJS.ProcessEnv): { source: CliSource; path: string }[] {
  const found: { source: CliSource; path: string }[] = [];
  // Named by the user: looked at whatever it is, so that a wrong path is told and not passed over in silence.
  if (env['HEADWATER_TEMPORAL_CLI'])
    found.push({ source: 'HEADWATER_TEMPORAL_CLI', path: env['HEADWATER_TEMPORAL_CLI'] });
  for (const folder of new Set((env['PATH'] ?? '').split(delimiter))) {
    const path = join(folder, 'temporal');
    if (isAbsolute(folder) && isExecutable(path)) found.push({ source: 'PATH', path });
  }
  if (isExecutable(cachedCli(env))) found.push({ source: 'cache', path: cachedCli(env) });
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
