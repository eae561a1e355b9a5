import { SearchAttributeType, defineSearchAttributeKey, type WorkflowIdReusePolicy } from '@temporalio/common';
import { startChild, type ChildWorkflowHandle } from '@temporalio/workflow';
import { PRIORITY, TASK_QUEUES, type ChainRunInput } from '@headwater/contracts';
import { chainRun } from './chain-run';

const CHAIN = defineSearchAttributeKey('HeadwaterChain', SearchAttributeType.KEYWORD);
const PARTITION = defineSearchAttributeKey('HeadwaterPartition', SearchAttributeType.KEYWORD);
const KIND = defineSearchAttributeKey('HeadwaterRunKind', SearchAttributeType.KEYWORD);

/**
 * Starts the run that a chain admitted, under its one id. What ends the parent, by cancellation or by termination, asks
 * the run to stop; a cancelled parent waits until it has.
 */
export function startAdmitted(
  run: ChainRunInput,
  workflowIdReusePolicy: WorkflowIdReusePolicy,
): Promise<ChildWorkflowHandle<typeof chainRun>> {
  const { chain, runId, partition } = run.context;
  const kind = run.kind ?? 'manual';
  return startChild(chainRun, {
    workflowId: runId,
    taskQueue: TASK_QUEUES.control,
    workflowIdReusePolicy,
    parentClosePolicy: 'REQUEST_CANCEL',
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    priority: { priorityKey: PRIORITY[kind], fairnessKey: chain },
    staticSummary: `${chain} ${partition}`,
    ...(run.searchAttributes
      ? {
          typedSearchAttributes: [
            { key: CHAIN, value: chain },
            { key: PARTITION, value: partition },
            { key: KIND, value: kind },
          ],
        }
      : {}),
    args: [run],
  });
}
