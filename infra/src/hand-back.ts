import { msToTs } from '@temporalio/common/lib/time';
import type { NativeConnection } from '@temporalio/worker';

/** Long enough for a killed worker's stage hosts to notice that they are alone. */
const RETRY_AFTER_MS = 500;

/**
 * Tells the server that nobody works on these tasks any more, so that their next attempts start now. A token names one
 * attempt: one that has been given to somebody else meanwhile is left alone.
 */
export async function handBack(
  connection: NativeConnection,
  namespace: string,
  tokens: readonly Uint8Array[],
): Promise<void> {
  for (const taskToken of tokens) {
    await connection.workflowService
      .respondActivityTaskFailed({
        namespace,
        taskToken,
        identity: `${process.pid}`,
        failure: {
          message: 'the worker was killed',
          source: 'headwater',
          applicationFailureInfo: { type: 'WORKER_LOST', nonRetryable: false, nextRetryDelay: msToTs(RETRY_AFTER_MS) },
        },
      })
      .catch(() => undefined);
  }
}
