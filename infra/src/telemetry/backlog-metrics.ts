import { TASK_QUEUES, type TaskQueue } from '@headwater/contracts';
import type { MetricMeter } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';

const EVERY_MS = 10_000;
/** temporal.api.enums.v1.TaskQueueType */
const WORKFLOW = 1;
const ACTIVITY = 2;

/** How many tasks wait in each queue, and for how long the oldest has; asked of the server until `stop` is called. */
export function backlogMetrics(
  meter: MetricMeter,
  connection: NativeConnection,
  namespace: string,
  queues: readonly TaskQueue[],
): { stop(): void } {
  const waiting = meter.createGauge('headwater_backlog_tasks', 'int', '1', 'Tasks that wait in a queue, about');
  const age = meter.createGauge('headwater_backlog_age_seconds', 'float', 's', 'Age of the oldest waiting task');
  const measure = async (queue: TaskQueue): Promise<void> => {
    const { stats } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUES[queue] },
      taskQueueType: queue === 'control' ? WORKFLOW : ACTIVITY,
      reportStats: true,
    });
    waiting.set(Number(stats?.approximateBacklogCount ?? 0), { queue });
    const oldest = stats?.approximateBacklogAge;
    age.set(Number(oldest?.seconds ?? 0) + Number(oldest?.nanos ?? 0) / 1e9, { queue });
  };
  const measureAll = (): void => {
    // A server that is away has no backlog to tell of; the next round asks again.
    for (const queue of queues) void measure(queue).catch(() => undefined);
  };
  measureAll();
  const timer = setInterval(measureAll, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
