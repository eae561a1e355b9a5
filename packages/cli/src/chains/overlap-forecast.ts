import type { OverlapPolicy } from '@headwater/contracts';

/** What becomes of one fire time when every run takes as long as the others. */
export interface Forecast {
  time: Date;
  /** When its run starts; null: it does not. */
  starts: Date | null;
  /** The run before is ended for it. */
  ends?: 'cancelled' | 'terminated';
}

/**
 * What an overlap policy makes of fire times (oldest first) whose runs take so many seconds each. No run is under way
 * before the first; jitter is left out.
 */
export function forecast(times: readonly Date[], seconds: number, policy: OverlapPolicy): Forecast[] {
  const duration = seconds * 1000;
  let busyUntil = -Infinity;
  let waiting: number[] = [];
  return times.map((time): Forecast => {
    const at = time.getTime();
    waiting = waiting.filter((start) => start > at);
    const free = busyUntil <= at;
    if (policy === 'allow-all' || free) {
      busyUntil = at + duration;
      return { time, starts: time };
    }
    if (policy === 'cancel-other' || policy === 'terminate-other') {
      busyUntil = at + duration;
      return { time, starts: time, ends: policy === 'cancel-other' ? 'cancelled' : 'terminated' };
    }
    if (policy === 'skip' || (policy === 'buffer-one' && waiting.length > 0)) return { time, starts: null };
    const start = busyUntil;
    waiting.push(start);
    busyUntil = start + duration;
    return { time, starts: new Date(start) };
  });
}
