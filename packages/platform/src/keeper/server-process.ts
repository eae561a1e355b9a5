import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerFolder } from '../embedded/state-folder';
import { NAMESPACE } from '../embedded/namespace';
import { namespaceAnswers } from '../namespace-probe';
import { commandLine, identifyProcess, isRunning, type ProcessIdentity, sendSignal } from '../processes';
import { openLog, sizeOf } from './log-file';
import type { ServerRecord } from './server-record';
import { startFailure } from './start-failure';

const START_MS = 60_000;
const STOP_MS = 5_000;

export interface ServerPorts {
  port: number;
  uiPort: number;
  codecPort: number;
}

export interface RunningServer {
  identity: ProcessIdentity;
  port: number;
  uiPort: number;
  codecPort: number | undefined;
  /** Resolves with a short reason once the process is gone. */
  ended: Promise<string>;
}

/**
 * Starts `temporal server start-dev` and waits until it answers.
 *
 * history.transferProcessorMaxPollRPS lifts the default cap of ten sequential activities a second; WAL with
 * synchronous=NORMAL keeps every committed transaction over a crash of the process (not of the machine) and makes an
 * activity cost a quarter. One partition a task queue: with the default of four, a task that waits in one while the few
 * pollers of a small installation ask another starts one to two seconds late. matching.enableFairness lets chains take
 * turns, by the fairness keys of their runs; priorities and turns are kept within a partition.
 *
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE, with the last lines of the server's log
 */
export async function startServer(
  cli: string,
  at: ServerFolder,
  { port, uiPort, codecPort }: ServerPorts,
): Promise<RunningServer> {
  const logFrom = sizeOf(at.serverLog);
  const log = openLog(at.serverLog);
  const child = spawn(
    cli,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
      ...['--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)],
      // Nobody listens there until `headwater codec serve` is started; the page then says that it cannot decrypt.
      ...['--ui-codec-endpoint', `http://127.0.0.1:${codecPort}`],
      ...['--namespace', NAMESPACE, '--db-filename', at.database],
      ...['--dynamic-config-value', 'history.transferProcessorMaxPollRPS=2000'],
      ...['--dynamic-config-value', 'matching.numTaskqueueReadPartitions=1'],
      ...['--dynamic-config-value', 'matching.numTaskqueueWritePartitions=1'],
      ...['--dynamic-config-value', 'matching.enableFairness=true'],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...['--log-level', 'warn'],
    ],
    { cwd: at.folder, stdio: ['ignore', log, log], env: withoutTemporalSettings(process.env) },
  );
  closeSync(log);
  let outcome: string | undefined;
  const ended = whenEnded(child).then((reason) => (outcome = reason));
  const deadline = performance.now() + START_MS;
  while (outcome === undefined && performance.now() < deadline) {
    if (child.pid !== undefined && (await namespaceAnswers(port, NAMESPACE, 1_000))) {
      const identity = identifyProcess(child.pid);
      if (identity !== undefined) return { identity, port, uiPort, codecPort, ended };
    }
    await Promise.race([sleep(50), ended]);
  }
  child.kill('SIGKILL');
  await ended;
  throw startFailure(outcome ?? `it did not answer within ${START_MS / 1000} s`, at, logFrom);
}

/** The server that a killed keeper left behind, if it is still ours and answers; one that does not answer is killed. */
export async function adoptServer(record: ServerRecord, at: ServerFolder): Promise<RunningServer | undefined> {
  const { server: identity, port, uiPort, codecPort } = record;
  if (identity === null || !isRunning(identity) || !commandLine(identity.pid).includes(at.database)) return undefined;
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await namespaceAnswers(port, NAMESPACE, 2_000))
      return { identity, port, uiPort, codecPort, ended: whenGone(identity) };
  }
  sendSignal(identity.pid, 'SIGKILL');
  await whenGone(identity);
  return undefined;
}

/** Asks the server to end, then makes it. */
export async function stopServer(server: RunningServer): Promise<void> {
  sendSignal(server.identity.pid, 'SIGTERM');
  const gone = await Promise.race([server.ended.then(() => true), sleep(STOP_MS, false, { ref: false })]);
  if (gone) return;
  sendSignal(server.identity.pid, 'SIGKILL');
  await server.ended;
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it cannot be run: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`),
    );
  });
}

/** A process that is not our child has to be watched. */
async function whenGone(identity: ProcessIdentity): Promise<string> {
  while (isRunning(identity)) await sleep(200);
  return 'it ended';
}

/** TEMPORAL_* variables speak to clients; one that names a missing configuration file would stop the server. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
