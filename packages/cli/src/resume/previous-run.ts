import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { ChainRunInput } from '@headwater/contracts';
import type { Session } from '../session';

export interface PreviousRun {
  /** As Temporal names it: RUNNING, COMPLETED, FAILED, CANCELLED, TERMINATED, TIMED_OUT. */
  state: string;
  input: ChainRunInput;
}

/** The newest execution of that run and what it was started with; null when the server knows none, or no longer. */
export async function previousRun({ client }: Session, runId: string): Promise<PreviousRun | null> {
  const handle = client.workflow.getHandle(runId);
  try {
    const { status } = await handle.describe();
    // The first event is all that is asked for.
    const { history } = await client.connection.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution: { workflowId: runId },
      maximumPageSize: 1,
    });
    const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
    const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads, {
      type: 'workflow',
      namespace: client.options.namespace,
      workflowId: runId,
    });
    return { state: status.name, input: input as ChainRunInput };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
