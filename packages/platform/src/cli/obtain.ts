import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeadwaterError } from '@headwater/contracts';
import { GenerationLock } from '../generation-lock';
import { cachedCli, cachedCliFolder } from './cache';
import { downloadCli, downloadUrl, type FetchOptions } from './download';
import { buildCli, goVersion } from './go-build';
import { locateCli } from './locate';
import { CLI_VERSION, checkCli, OLDEST_SERVER } from './version';

export const WAYS_TO_GET_TEMPORAL = [
  'set TEMPORAL_ADDRESS (and what else Temporal needs) to use a server that runs somewhere',
  `install the Temporal CLI with a server of at least ${OLDEST_SERVER} (https://docs.temporal.io/cli) so that \`temporal\` is on PATH`,
  'set HEADWATER_TEMPORAL_CLI to the path of a `temporal` executable',
  'set HEADWATER_TEMPORAL_DOWNLOAD to the URL of its .tar.gz on a mirror',
  'install Go (https://go.dev/dl): it is then built from source, once',
];

const SCRATCH = 'fetching-';

/**
 * The path of a `temporal` executable that works: one that is there (HEADWATER_TEMPORAL_CLI, PATH, cache), else it is
 * downloaded or built into the cache; concurrent commands wait for one of them.
 *
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE telling what was tried
 */
export async function obtainCli(env: NodeJS.ProcessEnv, options: FetchOptions): Promise<string> {
  const folder = cachedCliFolder(env);
  for (let waited = false; ; waited = true) {
    const { chosen, looked } = await locateCli(env);
    const named = looked.find(({ source }) => source === 'HEADWATER_TEMPORAL_CLI');
    if (named?.problem !== undefined) {
      throw new HeadwaterError(
        'TEMPORAL_UNAVAILABLE',
        `HEADWATER_TEMPORAL_CLI is ${named.path}, and ${named.problem}`,
        {
          hint: 'Correct it, or unset it to let Headwater find or fetch one.',
        },
      );
    }
    if (chosen !== undefined) return chosen.path;
    const lock = lockCache(folder);
    if (lock !== undefined) {
      try {
        return await fetchCli(
          env,
          looked.map(({ path, problem }) => `${path}: ${problem}`),
          options,
        );
      } finally {
        lock.release();
      }
    }
    options.onProgress(
      waited ? 'Another command is fetching Temporal' : 'Waiting for another command that is fetching Temporal',
    );
    options.signal?.throwIfAborted();
    await sleep(500);
  }
}

function lockCache(folder: string): GenerationLock | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    return GenerationLock.tryAcquire(folder, 'fetch.lock');
  } catch (cause) {
    throw new HeadwaterError(
      'TEMPORAL_UNAVAILABLE',
      `Temporal has to be fetched, and ${folder} cannot be written: ${(cause as Error).message}`,
      {
        hint: `Set HEADWATER_CACHE to a folder that can be written, or ${WAYS_TO_GET_TEMPORAL.slice(0, 3).join('; or ')}.`,
        cause,
      },
    );
  }
}

async function fetchCli(env: NodeJS.ProcessEnv, tried: string[], options: FetchOptions): Promise<string> {
  const folder = cachedCliFolder(env);
  // We hold the lock: what lies here was left by a command that was killed.
  for (const name of readdirSync(folder))
    if (name.startsWith(SCRATCH)) rmSync(join(folder, name), { recursive: true, force: true });
  const scratch = mkdtempSync(join(folder, SCRATCH));
  const fresh = join(scratch, 'temporal');
  const url = downloadUrl(env);
  const ways: [name: string, way: () => Promise<void>][] = [
    ['download', () => downloadCli(url, fresh, options)],
    ['Go build', () => buildWithGo(env, fresh, join(scratch, 'go-build'), options)],
  ];
  try {
    for (const [name, way] of ways) {
      try {
        options.onProgress(`Fetching Temporal ${CLI_VERSION}: ${name}`);
        await way();
        await checkCli(fresh);
        const target = cachedCli(env);
        mkdirSync(join(target, '..'), { recursive: true });
        renameSync(fresh, target);
        return target;
      } catch (error) {
        options.signal?.throwIfAborted();
        tried.push(`${name}: ${(error as Error).message}`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
  throw new HeadwaterError('TEMPORAL_UNAVAILABLE', `No Temporal server can be had. Tried: ${tried.join('; ')}`, {
    hint: `One of these helps: ${WAYS_TO_GET_TEMPORAL.join('; ')}.`,
  });
}

async function buildWithGo(
  env: NodeJS.ProcessEnv,
  target: string,
  scratch: string,
  options: FetchOptions,
): Promise<void> {
  if (goVersion(env) === undefined) throw new Error('there is no `go` on PATH');
  await buildCli(target, scratch, env, options);
}
