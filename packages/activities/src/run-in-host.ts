import { CancelledFailure, Context } from '@temporalio/activity';
import type { StageProgress } from '@headwater/contracts';
import type { HostPool, TaskName, Tasks } from '@headwater/stages';
import { asFailure } from './failures';

/** Well under the shortest heartbeat time-out of the workflows. */
const HEARTBEAT_EVERY_MS = 2_000;

/**
 * Has a host process do the task, relaying its progress as heartbeats and cancellation as a request to stop. The beat is
 * a timer's, since the pool's watchdog already ends a host that reports nothing: heartbeats then stop with an error
 * that says so, instead of a bare time-out.
 */
export async function runInHost<T extends TaskName>(
  hosts: Pick<HostPool, 'run'>,
  task: T,
  input: Tasks[T]['input'],
): Promise<Tasks[T]['output']> {
  const context = Context.current();
  let latest: StageProgress | undefined;
  const beat = setInterval(() => context.heartbeat(latest), HEARTBEAT_EVERY_MS);
  try {
    return await hosts.run(task, input, {
      signal: context.cancellationSignal,
      onProgress: (progress) => {
        const first = latest === undefined;
        latest = progress;
        if (first) context.heartbeat(latest);
      },
    });
  } catch (error) {
    // A cancelled activity must end as cancelled, or the workflow would take the stop for a failure.
    if (context.cancellationSignal.aborted)
      await context.cancelled.catch((reason: unknown) => rethrowCancellation(reason, error));
    throw asFailure(error, context.info.attempt);
  } finally {
    clearInterval(beat);
  }
}

function rethrowCancellation(reason: unknown, error: unknown): never {
  if (reason instanceof CancelledFailure && reason.message === 'WORKER_SHUTDOWN') throw asFailure(error, 1, true);
  throw reason;
}
