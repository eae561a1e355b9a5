import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { lastLines, openLog } from '../keeper/log-file';
import type { ServerFolder } from './state-folder';

/** It lives for months and does little: Node would let garbage grow to a hundred megabytes before looking. */
const SMALL_HEAP = ['--optimize-for-size', '--max-semi-space-size=1'];
/** The built script, also when this file is run from src by a test. */
const KEEPER_SCRIPT = join(__dirname, '..', '..', 'dist', 'keeper', 'main.js');

export interface LaunchedKeeper {
  /** Code 0 also when it found another keeper at work. Undefined while it runs. */
  outcome(): { code: number | null; reason: string } | undefined;
}

/** Starts a keeper that outlives this process. */
export function launchKeeper(at: ServerFolder, cli: string): LaunchedKeeper {
  const log = openLog(at.keeperLog);
  const child: ChildProcess = spawn(process.execPath, [...SMALL_HEAP, KEEPER_SCRIPT, at.folder, at.socket, cli], {
    detached: true,
    stdio: ['ignore', log, log],
    env: withoutNodeSettings(process.env),
  });
  closeSync(log);
  let outcome: { code: number | null; reason: string } | undefined;
  child.once('error', (error) => (outcome = { code: null, reason: error.message }));
  child.once('exit', (code, signal) => (outcome = { code, reason: signal ?? `code ${code}` }));
  child.unref();
  return { outcome: () => outcome };
}

export function keeperFailed(at: ServerFolder, reason: string): HeadwaterError {
  const said = lastLines(at.keeperLog, 4).join(' | ');
  return new HeadwaterError(
    'TEMPORAL_UNAVAILABLE',
    `The keeper of the embedded Temporal server ended (${reason}): ${said}`,
    {
      hint: `See ${at.keeperLog}, or set TEMPORAL_ADDRESS to use another server.`,
      where: at.keeperLog,
    },
  );
}

/** A debugger port or a preloaded module of the command must not be taken over by a process that outlives it. */
function withoutNodeSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('NODE_')));
}
