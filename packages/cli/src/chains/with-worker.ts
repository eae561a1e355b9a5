import { TASK_QUEUES } from '@headwater/contracts';
import type { Session } from '../session';
import { SupervisedWorker } from '../worker-process';

const WORKFLOW_QUEUE = 1;
/** A worker asks for work at least this often; one that was heard of before is gone. */
const ALIVE_WITHIN_MS = 70_000;

/** Chains answer through a worker: one is kept for as long as the command needs it, unless one serves already. */
export async function withWorker<T>(session: Session, use: () => Promise<T>): Promise<T> {
  if (await isServed(session)) return use();
  const worker = new SupervisedWorker(session.state);
  try {
    return await use();
  } finally {
    await worker.stop();
  }
}

async function isServed({ client, target }: Session): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: target.namespace,
    taskQueue: { name: TASK_QUEUES.control },
    taskQueueType: WORKFLOW_QUEUE,
  });
  const lastHeard = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000);
  return lastHeard.some((time) => Date.now() - time < ALIVE_WITHIN_MS);
}
