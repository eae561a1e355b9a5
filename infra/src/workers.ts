import { createActivities } from '@headwater/activities';
import { TASK_QUEUES, type TaskQueue } from '@headwater/contracts';
import { startTracing, type TemporalTarget } from '@headwater/platform';
import { HostPool, type StageSettings } from '@headwater/stages';
import { NativeConnection, Worker, type WorkerInterceptors, type WorkerOptions } from '@temporalio/worker';
import { deployment } from './deployment';
import { handBack } from './hand-back';
import { slots } from './slots';
import { TasksUnderWay } from './tasks-under-way';
import { backlogMetrics } from './telemetry/backlog-metrics';
import type { MetricsAddress } from './telemetry/metrics-address';
import { processMetrics } from './telemetry/process-metrics';
import { installRuntime } from './telemetry/runtime';
import { stageLog } from './telemetry/stage-log';
import { stageMetrics } from './telemetry/stage-metrics';
import { workerTracing, type WorkerTracing } from './telemetry/traced-worker';
import { workflowBundlePath } from './workflow-bundle';

export interface WorkersOptions {
  target: TemporalTarget;
  settings: StageSettings;
  /** Queues to serve; all by default. Only processes that serve `publish` need publishing credentials. */
  queues?: TaskQueue[];
  /** Where to serve metrics for Prometheus; nowhere by default. */
  metrics?: MetricsAddress;
  /** Folder for the tasks that workers of this machine work on; without it a killed one's are missed only by their silence. */
  tasks?: string;
}

export interface RunningWorkers {
  /** Resolves when all have stopped; rejects with the first that failed. */
  finished: Promise<void>;
  /** Stops polling, asks running stages to save and stop, then ends. */
  shutdown(): void;
}

interface Shared {
  target: TemporalTarget;
  connection: NativeConnection;
  hosts: HostPool;
  interceptors: WorkerInterceptors;
  tracing: WorkerTracing | undefined;
}

/**
 * Starts one Temporal worker a queue in this process, over one connection and one pool of stage hosts. Once a process:
 * logging and metrics are set up with the first.
 *
 * @throws HeadwaterError USAGE for slots or metrics that cannot be, INTERNAL without a workflow bundle
 */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const { target, settings } = options;
  const queues = options.queues ?? (Object.keys(TASK_QUEUES) as TaskQueue[]);
  for (const queue of queues) slots(queue);
  const runtime = installRuntime(options.metrics);
  const spans = await startTracing('headwater-worker');
  const tracing = spans && (await workerTracing(spans));
  const connection = await NativeConnection.connect(target.connectionOptions);
  const hosts = new HostPool(settings);
  const measured = options.metrics === undefined ? [] : [stageMetrics(runtime.metricMeter)];
  const under = options.tasks === undefined ? undefined : new TasksUnderWay(options.tasks);
  const orphans = under?.takeOrphans() ?? [];
  const interceptors = {
    activity: [
      ...(under === undefined ? [] : [under.interceptor]),
      ...(tracing?.interceptors.activity ?? []),
      ...measured,
      stageLog(runtime.logger),
    ],
  };
  const workers: Worker[] = [];
  try {
    for (const queue of queues) {
      workers.push(await createWorker(queue, { target, connection, hosts, interceptors, tracing }));
    }
    await handBack(connection, target.namespace, orphans);
  } catch (error) {
    hosts.close();
    await connection.close();
    throw error;
  }
  const gauges =
    options.metrics === undefined
      ? []
      : [
          processMetrics(runtime.metricMeter, () => hosts.pids()),
          backlogMetrics(runtime.metricMeter, connection, target.namespace, queues),
        ];
  const finished = Promise.all(workers.map((worker) => worker.run()))
    .then(() => undefined)
    .finally(async () => {
      for (const gauge of gauges) gauge.stop();
      hosts.close();
      under?.close();
      await connection.close();
      await spans?.stop();
    });
  return {
    finished,
    shutdown: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

function createWorker(queue: TaskQueue, shared: Shared): Promise<Worker> {
  const { target, connection, hosts, interceptors, tracing } = shared;
  const versioned = deployment();
  const common: WorkerOptions = {
    connection,
    namespace: target.namespace,
    dataConverter: target.dataConverter,
    taskQueue: TASK_QUEUES[queue],
    // Stages are asked to stop at once; the second time is longer than a host needs to finish its chunk and save.
    shutdownGraceTime: '100 milliseconds',
    shutdownForceTime: '30 seconds',
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
    ...(versioned === undefined ? {} : { workerDeploymentOptions: versioned }),
    interceptors,
  };
  if (queue === 'control') {
    return Worker.create({
      ...common,
      workflowBundle: { codePath: workflowBundlePath(tracing !== undefined) },
      ...(tracing === undefined ? {} : { sinks: tracing.sinks }),
      maxCachedWorkflows: 50,
    });
  }
  return Worker.create({
    ...common,
    activities: createActivities(hosts),
    maxConcurrentActivityTaskExecutions: slots(queue),
  });
}
