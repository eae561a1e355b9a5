import { HeadwaterError, TASK_QUEUES, type TaskQueue } from '@headwater/contracts';
import { metricsAddress, requireFree, startWorkers } from '@headwater/infra';
import { acquireTemporal, stopWithParent } from '@headwater/platform';
import { requireLedgerKey } from '../ledger-key';
import type { MetricsOptions } from '../metrics-options';
import { say, sayNowAndThen } from '../output';
import { prepareState, stageSettings, stateFolder } from '../state-folder';

interface WorkerOptions extends MetricsOptions {
  state: string;
  queues?: string;
  store?: string;
}

/** Queues whose activities sign: ledger entries, attestations. */
const SIGNING: readonly TaskQueue[] = ['io', 'publish'];

/** `headwater worker`: serves task queues until SIGTERM or SIGINT, or until the process that started it is gone. */
export async function workerCommand(options: WorkerOptions): Promise<void> {
  const queues = parseQueues(options.queues);
  const metrics =
    options.metrics === undefined ? undefined : metricsAddress(options.metrics, options.metricsPublic === true);
  if (metrics !== undefined) await requireFree(metrics);
  const state = stateFolder(options.state);
  if (queues === undefined || queues.some((queue) => SIGNING.includes(queue))) await requireLedgerKey(state);
  prepareState(state);
  const target = await acquireTemporal({ state: state.root, onProgress: sayNowAndThen() });
  try {
    const workers = await startWorkers({
      target,
      settings: stageSettings(state, options.store),
      tasks: state.tasks,
      ...(queues === undefined ? {} : { queues }),
      ...(metrics === undefined ? {} : { metrics }),
    });
    process.once('SIGTERM', () => workers.shutdown());
    process.once('SIGINT', () => workers.shutdown());
    if (process.send) stopWithParent();
    logLine({
      message: 'worker serves',
      queues: queues ?? Object.keys(TASK_QUEUES),
      address: target.address,
      ...(metrics === undefined ? {} : { metrics: `http://${metrics.host}:${metrics.port}/metrics` }),
    });
    await workers.finished;
  } finally {
    await target.release();
  }
  // An open IPC channel to the parent would keep the process alive.
  if (process.connected) process.disconnect();
}

/** In the form of the worker's log, which its standard error is. */
function logLine(line: Record<string, unknown>): void {
  say(JSON.stringify({ level: 'info', time: new Date().toISOString(), ...line, pid: process.pid }));
}

function parseQueues(text: string | undefined): TaskQueue[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (Object.hasOwn(TASK_QUEUES, name)) continue;
    throw new HeadwaterError('USAGE', `--queues: no queue is called ${JSON.stringify(name)}`, {
      hint: `The queues are ${Object.keys(TASK_QUEUES).join(', ')}.`,
    });
  }
  return names as TaskQueue[];
}
