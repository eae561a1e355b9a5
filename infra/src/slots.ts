import { availableParallelism } from 'node:os';
import { HeadwaterError, type TaskQueue } from '@headwater/contracts';

const MOST = 1_000;

/**
 * How many activities of a queue run at once. Model work is bounded by cores, not by Temporal's default of a hundred.
 * HEADWATER_SLOTS_TRAIN and so on say otherwise.
 *
 * @throws HeadwaterError USAGE
 */
export function slots(queue: TaskQueue, env: NodeJS.ProcessEnv = process.env): number {
  const name = `HEADWATER_SLOTS_${queue.toUpperCase()}`;
  const written = env[name];
  if (written === undefined) return byCores(queue);
  const count = Number(written);
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return count;
  throw new HeadwaterError('USAGE', `${name} is ${JSON.stringify(written)}`, {
    hint: `A whole number from 1 to ${MOST}: how many tasks of the queue run at once in one worker.`,
  });
}

function byCores(queue: TaskQueue): number {
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
