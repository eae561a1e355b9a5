import { BACKFILL_REASONS, type BackfillProgress } from '@headwater/contracts';
import type { BackfillDifference, PartitionState } from './backfill-plan';

const ORDER: readonly PartitionState[] = ['missing', 'failed', 'stale', 'running', 'done'];
const MOST_SHOWN = 20;

/** The difference for people, before it is confirmed. */
export function differenceLines({ partitions, todo }: BackfillDifference, chain: string): string[] {
  const count = (state: PartitionState): number => partitions.filter((one) => one.state === state).length;
  const counts = ORDER.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  const reasons = BACKFILL_REASONS.filter((reason) => todo.some((one) => one.reason === reason));
  return [
    `${chain}: ${partitions.length} partitions: ${counts.join(', ')}`,
    ...todo.slice(0, MOST_SHOWN).map(({ partition, reason }) => `  ${partition}  ${reason}`),
    ...(todo.length > MOST_SHOWN ? [`  and ${todo.length - MOST_SHOWN} more`] : []),
    todo.length === 0 ? 'nothing to run' : `${todo.length} to run: what is ${reasons.join(', ')}`,
  ];
}

export function progressLine({ total, ended, begun, paused, states, refused }: BackfillProgress): string {
  const by = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  if (refused > 0) by.push(`${refused} refused`);
  return `${paused ? 'paused: ' : ''}${ended} of ${total} ended, ${begun - ended} running${by.length > 0 ? ` (${by.join(', ')})` : ''}`;
}
