import { WorkflowNotFoundError } from '@temporalio/common';
import { HeadwaterError } from '@headwater/contracts';
import { printJson, say } from '../output';
import { openSession } from '../session';

/** `headwater cancel`: asks the run to stop. Running stages save and end; nothing is published. */
export async function cancelCommand(runId: string, options: { state: string; json?: boolean }): Promise<void> {
  const session = await openSession(options.state);
  try {
    await session.client.workflow.getHandle(runId).cancel();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new HeadwaterError('RUN_NOT_FOUND', `no run ${JSON.stringify(runId)} is open`, {
      hint: '`headwater runs` lists the runs.',
    });
  } finally {
    await session.close();
  }
  if (options.json) printJson({ runId, cancelled: true });
  else say(`asked ${runId} to stop`);
}
