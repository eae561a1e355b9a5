import { startTracing, withSpan } from '@headwater/platform';
import { withExecution } from '@headwater/stages';
import { exitCodeOf, exitCodeOfState } from './exit-codes';
import { requireLedgerKey } from './ledger-key';
import { metricsArguments, type MetricsOptions } from './metrics-options';
import { printJson, say } from './output';
import { progressView } from './progress/view';
import type { RunDocument } from './run-document';
import { resultOf, summaryLines, type RunResult } from './run-result';
import { openSession, type Session } from './session';
import { stateFolder } from './state-folder';
import type { RunHandle } from './submit';
import { watch } from './watch';
import { SupervisedWorker } from './worker-process';

export interface FollowOptions extends MetricsOptions {
  state: string;
  json?: boolean;
  /** False: others serve the task queues. */
  worker: boolean;
}

/** Has a run begun, serves and follows it to its end, keeps its status and prints what came of it. */
export async function followRun(
  options: FollowOptions & { name: string },
  begin: (session: Session) => Promise<{ handle: RunHandle; document: RunDocument }>,
): Promise<void> {
  const more = options.worker ? await metricsArguments(options) : [];
  if (options.worker) await requireLedgerKey(stateFolder(options.state));
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const session = await openSession(options.state);
  const tracing = await startTracing('headwater');
  let worker: SupervisedWorker | null = null;
  try {
    const { handle, document } = await withSpan(tracing, `run ${options.name}`, () => begin(session));
    say(`run ${document.runId}`);
    if (options.worker) worker = new SupervisedWorker(session.state, more);
    const status = await watch(session, handle, progressView(), stop.signal);
    const { runs } = session.store;
    const before = await runs.get<RunDocument>(document.runId);
    await runs.put(document.runId, withExecution(before, { ...document, status }));
    const result = await resultOf(session, status);
    print(result, options);
    process.exitCode = result.error ? exitCodeOf(result.error.code) : exitCodeOfState(status.state);
  } finally {
    await worker?.stop();
    await tracing?.stop();
    await close(session);
  }
}

function print(result: RunResult, options: FollowOptions): void {
  if (options.json) printJson(result);
  else for (const line of summaryLines(result)) say(line);
}

async function close(session: Session): Promise<void> {
  await session.close().catch((error: unknown) => say(`closing: ${(error as Error).message}`));
}
