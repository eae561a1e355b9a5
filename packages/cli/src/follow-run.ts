import { exitCodeOf, exitCodeOfState } from './exit-codes';
import { printJson, say } from './output';
import { progressView } from './progress/view';
import type { RunDocument } from './run-document';
import { resultOf, summaryLines, type RunResult } from './run-result';
import { openSession, type Session } from './session';
import type { RunHandle } from './submit';
import { watch } from './watch';
import { SupervisedWorker } from './worker-process';

export interface FollowOptions {
  state: string;
  json?: boolean;
  /** False: others serve the task queues. */
  worker: boolean;
}

/** Has a run begun, serves and follows it to its end, keeps its status and prints what came of it. */
export async function followRun(
  options: FollowOptions,
  begin: (session: Session) => Promise<{ handle: RunHandle; document: RunDocument }>,
): Promise<void> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const session = await openSession(options.state);
  let worker: SupervisedWorker | null = null;
  try {
    const { handle, document } = await begin(session);
    say(`run ${document.runId}`);
    if (options.worker) worker = new SupervisedWorker(session.state);
    const status = await watch(session, handle, progressView(), stop.signal);
    await session.store.runs.put(document.runId, { ...document, status });
    const result = await resultOf(session, status);
    print(result, options);
    process.exitCode = result.error ? exitCodeOf(result.error.code) : exitCodeOfState(status.state);
  } finally {
    await worker?.stop();
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
