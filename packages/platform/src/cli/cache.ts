import { homedir } from 'node:os';
import { join } from 'node:path';
import { CLI_VERSION } from './version';

/** `$HEADWATER_CACHE`, else `$XDG_CACHE_HOME/headwater`, else `~/.cache/headwater`: shared by all state folders. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['HEADWATER_CACHE']) return env['HEADWATER_CACHE'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'headwater');
  return join(env['HOME'] || homedir(), '.cache', 'headwater');
}

export function cachedCliFolder(env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), 'temporal');
}

export function cachedCli(env: NodeJS.ProcessEnv): string {
  return join(cachedCliFolder(env), CLI_VERSION, 'temporal');
}
