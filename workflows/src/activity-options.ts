import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '@headwater/activities';
import { TASK_QUEUES, type TaskQueue } from '@headwater/contracts';

/**
 * A worker that was killed is noticed by its silence: heartbeats come every two seconds. Attempts are not counted, since
 * a kill is nobody's fault; what cannot succeed fails with a non-retryable code.
 */
function on(queue: TaskQueue, hours: number) {
  return proxyActivities<Activities>({
    taskQueue: TASK_QUEUES[queue],
    startToCloseTimeout: hours * 3_600_000,
    heartbeatTimeout: '12 seconds',
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  });
}

export const { ingest, keepGeneration, noteRun, readPlan, record, splitReal } = on('io', 6);
export const { train } = on('train', 7 * 24);
export const { generateShard, sealShards } = on('generate', 6);
export const { assessPrivacy, assessQuality, judgeGeneration, measureDrift, mixPool, report } = on('assess', 6);
export const { publish, rollBack } = on('publish', 6);
