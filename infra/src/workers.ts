import { availableParallelism } from 'node:os';
import { createActivities } from '@headwater/activities';
import { HeadwaterError, TASK_QUEUES, type TaskQueue } from '@headwater/contracts';
import type { TemporalTarget } from '@headwater/platform';
import { HostPool, type StageSettings } from '@headwater/stages';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';

export interface WorkersOptions {
  target: TemporalTarget;
  settings: StageSettings;
  /** Queues to serve; all by default. Only processes that serve `publish` need publishing credentials. */
  queues?: TaskQueue[];
}

export interface RunningWorkers {
  /** Resolves when all have stopped; rejects with the first that failed. */
  finished: Promise<void>;
  /** Stops polling, asks running stages to save and stop, then ends. */
  shutdown(): void;
}

/** Model work is bounded by cores, not by Temporal's default of a hundred activities. */
function slots(queue: TaskQueue): number {
  const cores = availableParallelism();
  switch (queue) {
    case 'control':
      return 1;
    case 'io':
      return 2;
    case 'train':
      return 1;
    case 'generate':
      return cores;
    case 'assess':
      return Math.max(2, Math.floor(cores / 2));
    case 'publish':
      return 2;
  }
}

/** Starts one Temporal worker a queue in this process, over one connection and one pool of stage hosts. */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const { target, settings } = options;
  const queues = options.queues ?? (Object.keys(TASK_QUEUES) as TaskQueue[]);
  const connection = await NativeConnection.connect(target.connectionOptions);
  const hosts = new HostPool(settings);
  const workers: Worker[] = [];
  try {
    for (const queue of queues) workers.push(await createWorker(queue, connection, target, hosts));
  } catch (error) {
    hosts.close();
    await connection.close();
    throw error;
  }
  const finished = Promise.all(workers.map((worker) => worker.run()))
    .then(() => undefined)
    .finally(async () => {
      hosts.close();
      await connection.close();
    });
  return {
    finished,
    shutdown: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

function createWorker(
  queue: TaskQueue,
  connection: NativeConnection,
  target: TemporalTarget,
  hosts: HostPool,
): Promise<Worker> {
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
  };
  if (queue === 'control') {
    return Worker.create({ ...common, workflowBundle: { codePath: workflowBundlePath() }, maxCachedWorkflows: 50 });
  }
  return Worker.create({
    ...common,
    activities: createActivities(hosts),
    maxConcurrentActivityTaskExecutions: slots(queue),
  });
}

/** Bundled once at build time: a worker that bundles on start costs seconds and webpack's memory. */
function workflowBundlePath(): string {
  try {
    return require.resolve('@headwater/workflows/dist/workflow-bundle.js');
  } catch (error) {
    throw new HeadwaterError('INTERNAL', 'the workflow bundle has not been built', {
      hint: 'Run `npm run setup`.',
      cause: error,
    });
  }
}
