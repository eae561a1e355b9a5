import { HeadwaterError, TASK_QUEUES, type TaskQueue } from '@headwater/contracts';
import { startWorkers } from '@headwater/infra';
import { acquireTemporal, stopWithParent } from '@headwater/platform';
import { requireLedgerKey } from '../ledger-key';
import { say, sayNowAndThen } from '../output';
import { prepareState, stageSettings, stateFolder } from '../state-folder';

interface WorkerOptions {
  state: string;
  queues?: string;
  store?: string;
}

/** Queues whose activities sign: ledger entries, attestations. */
const SIGNING: readonly TaskQueue[] = ['io', 'publish'];

/** `headwater worker`: serves task queues until SIGTERM or SIGINT, or until the process that started it is gone. */
export async function workerCommand(options: WorkerOptions): Promise<void> {
  const queues = parseQueues(options.queues);
  const state = stateFolder(options.state);
  if (queues === undefined || queues.some((queue) => SIGNING.includes(queue))) await requireLedgerKey(state);
  prepareState(state);
  const target = await acquireTemporal({ state: state.root, onProgress: sayNowAndThen() });
  try {
    const workers = await startWorkers({
      target,
      settings: stageSettings(state, options.store),
      ...(queues === undefined ? {} : { queues }),
    });
    process.once('SIGTERM', () => workers.shutdown());
    process.once('SIGINT', () => workers.shutdown());
    if (process.send) stopWithParent();
    say(`worker ${process.pid} serves ${(queues ?? Object.keys(TASK_QUEUES)).join(', ')} at ${target.address}`);
    await workers.finished;
  } finally {
    await target.release();
  }
  // An open IPC channel to the parent would keep the process alive.
  if (process.connected) process.disconnect();
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
