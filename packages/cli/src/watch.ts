import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  WorkflowNotFoundError,
} from '@temporalio/common';
import {
  HeadwaterError,
  MESSAGES,
  SHARDS_PER_WINDOW,
  isHeadwaterError,
  type ChainRunInput,
  type RunStatus,
  type StageProgress,
} from '@headwater/contracts';
import { decodePayload } from '@headwater/platform';
import { GateNotice } from './progress/gate-notice';
import type { ProgressView } from './progress/view';
import type { Session } from './session';
import { LEAST_FREE_WHILE_RUNNING, requireRoom } from './state-folder';

const POLL_MS = 700;

/** Follows a run to its end, showing progress. Outlives restarts of worker and server. */
export async function watch(
  session: Session,
  handle: WorkflowHandle<(input: ChainRunInput) => Promise<RunStatus>>,
  view: ProgressView,
  signal: AbortSignal,
): Promise<RunStatus> {
  let last: RunStatus | null = null;
  const gate = new GateNotice();
  // Ends the long poll for the result: closing a connection under it would throw from inside the channel.
  const ended = new AbortController();
  const poll = (async () => {
    while (!ended.signal.aborted && !signal.aborted) {
      last = (await statusOf(handle)) ?? last;
      gate.look(last);
      view.update(last, await pendingProgress(session, handle.workflowId, last));
      if (session.target.kind === 'embedded') requireRoom(session.state.root, LEAST_FREE_WHILE_RUNNING);
      await sleep(POLL_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  const interrupted = new Promise<never>((_, reject) => {
    const onAbort = (): void =>
      reject(new HeadwaterError('RUN_CANCELLED', 'interrupted', { hint: 'The same command goes on with this run.' }));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    // The poll loop ends first only by failing.
    return await Promise.race([
      resultOf(session, handle, ended.signal),
      interrupted,
      serverLost(session),
      poll.then(() => new Promise<never>(() => undefined)),
    ]);
  } catch (error) {
    return finalStatus(error, last);
  } finally {
    ended.abort();
    await poll.catch(() => undefined);
    view.close();
  }
}

/** Rejects when the embedded server is gone for good; never settles otherwise. */
async function serverLost(session: Session): Promise<never> {
  throw await session.target.lost;
}

/**
 * The status a workflow answered, or null while no worker can answer.
 *
 * @throws HeadwaterError when the answer cannot be decrypted
 */
export async function statusOf(handle: WorkflowHandle): Promise<RunStatus | null> {
  try {
    return await handle.query<RunStatus>(MESSAGES.status);
  } catch (error) {
    if (isHeadwaterError(error)) throw error;
    return null;
  }
}

/** `result()` gives up when the server is gone for long; a restarted server knows the run still. */
async function resultOf(
  session: Session,
  handle: WorkflowHandle<(input: ChainRunInput) => Promise<RunStatus>>,
  ended: AbortSignal,
): Promise<RunStatus> {
  for (;;) {
    try {
      return await session.client.connection.withAbortSignal(ended, () => handle.result());
    } catch (error) {
      if (error instanceof WorkflowFailedError || error instanceof WorkflowNotFoundError || ended.aborted) throw error;
      // A payload that this process cannot read, nobody will make readable.
      if (isHeadwaterError(error)) throw error;
      await sleep(POLL_MS);
    }
  }
}

/** A run that failed carries its status in the failure; one that was ended from outside carries nothing. */
function finalStatus(error: unknown, last: RunStatus | null): RunStatus {
  if (!(error instanceof WorkflowFailedError)) throw error;
  const { cause } = error;
  if (cause instanceof ApplicationFailure && isStatus(cause.details?.[0])) return cause.details[0];
  if (last === null) throw endedFromOutside(cause);
  if (cause instanceof CancelledFailure)
    return { ...last, state: 'cancelled', error: { code: 'RUN_CANCELLED', message: 'the run was cancelled' } };
  const record = endedFromOutside(cause);
  return { ...last, state: 'failed', error: { code: record.code, message: record.message } };
}

function endedFromOutside(cause: Error | undefined): HeadwaterError {
  if (cause instanceof TerminatedFailure)
    return new HeadwaterError('RUN_TERMINATED', 'the run was terminated from outside');
  if (cause instanceof CancelledFailure) return new HeadwaterError('RUN_CANCELLED', 'the run was cancelled');
  const inner = cause instanceof ActivityFailure ? cause.cause : cause;
  return new HeadwaterError('INTERNAL', inner?.message ?? 'the run failed');
}

function isStatus(value: unknown): value is RunStatus {
  return typeof value === 'object' && value !== null && 'runId' in value && 'stages' in value;
}

/** What the running activities last reported, of the run and of the window of shards it waits for. */
async function pendingProgress(session: Session, runId: string, status: RunStatus | null): Promise<StageProgress[]> {
  const generating = status?.stages.find((s) => s.stage === 'generate' && s.state === 'running');
  const window = generating ? Math.floor((generating.done ?? 0) / SHARDS_PER_WINDOW) * SHARDS_PER_WINDOW : 0;
  const ids = generating ? [`${runId}/shards-${window}`] : [runId];
  const { dataConverter, namespace } = session.target;
  const found: StageProgress[] = [];
  for (const workflowId of ids) {
    try {
      const description = await session.client.workflow.getHandle(workflowId).describe();
      for (const activity of description.raw.pendingActivities ?? []) {
        const payload = activity.heartbeatDetails?.payloads?.[0];
        const progress = payload
          ? await decodePayload<StageProgress | undefined>(dataConverter, payload, {
              type: 'activity',
              namespace,
              workflowId,
              isLocal: false,
            })
          : undefined;
        if (progress) found.push(progress);
      }
    } catch {
      // The server is away or the window has not begun: the next look will tell.
    }
  }
  return found;
}
