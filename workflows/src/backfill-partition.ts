import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { chainEntityId, chainRunId, type BackfillPartition, type ErrorCode, type RunState } from '@headwater/contracts';
import type { Admissions } from './admission';
import { startAdmitted } from './admitted-run';
import { reportTo } from './chain-reports';
import { failureRecord } from './failure-record';

interface Trouble {
  code: ErrorCode;
  message: string;
}
/** What became of one partition: a run's end, or why there was none. */
export type PartitionEnd = { state: RunState; trouble?: Trouble } | { refused: true; trouble: Trouble };

/** Asks for admission and runs one partition of a backfill to its end. Only cancellation is thrown. */
export async function runPartition(
  admissions: Admissions,
  chain: string,
  { partition, scheduledAt, reason }: BackfillPartition,
  requestedBy: string,
): Promise<PartitionEnd> {
  try {
    const admission = await admissions.ask({ partition, kind: 'backfill', scheduledAt, requestedBy });
    if (!admission.admitted) return { refused: true, trouble: { code: admission.code, message: admission.message } };
    // What was run to its end is run again only because the plan found it stale, or was told to.
    const again = reason === 'stale' || reason === 'forced';
    const run = await startAdmitted(admission.run, again ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY');
    const { state } = await run.result();
    return { state };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      await reportTo(chainEntityId(chain), { event: 'not-started', runId: chainRunId(chain, partition) });
      return { refused: true, trouble: { code: 'PARTITION_RUNNING', message: `${chain}/${partition} is run already` } };
    }
    if (isCancellation(error)) {
      if (CancellationScope.current().consideredCancelled) throw error;
      return { state: 'cancelled' };
    }
    const { code, message } = failureRecord(error);
    if (code === 'CHAIN_NOT_FOUND') return { refused: true, trouble: { code, message } };
    return { state: 'failed', trouble: { code, message: message.slice(0, 300) } };
  }
}
