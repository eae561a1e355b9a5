import { availableParallelism } from 'node:os';
import { HeadwaterError, isHeadwaterError } from '@headwater/contracts';
import type { Progress, SampleRequest } from '@headwater/generators';
import { say } from '../output';
import { seconds } from '../progress/describe-stage';

const EVERY_MS = 10_000;

/** What every request to a model has, beside what it asks. */
export type TaskControls = Pick<SampleRequest, 'threads' | 'report' | 'stopRequested'>;

/**
 * Runs work on a model in this process. It says how far it is on standard error, every ten seconds, and stops between
 * two chunks of work on SIGINT and SIGTERM, with RUN_CANCELLED. A second signal ends the process.
 */
export async function modelTask<T>(work: (controls: TaskControls) => Promise<T>): Promise<T> {
  let stop = false;
  const onSignal = (): void => {
    stop = true;
    say('stopping');
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    return await work({
      threads: availableParallelism(),
      report: progressLines(say),
      stopRequested: () => stop,
    });
  } catch (error) {
    // The family tells of the piece it was at, which is not what was asked for.
    if (!isHeadwaterError(error) || error.code !== 'RUN_CANCELLED') throw error;
    throw new HeadwaterError('RUN_CANCELLED', 'interrupted; nothing was written', { cause: error });
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** "sampling 40 % · 52,000 rows/s · 3.1 s left", at most every ten seconds. */
export function progressLines(write: (line: string) => void, now: () => number = Date.now): (p: Progress) => void {
  let last = now();
  return ({ note, done, total, rowsPerSecond, secondsLeft }) => {
    if (now() - last < EVERY_MS) return;
    last = now();
    const parts = [
      total > 0 ? `${note} ${Math.floor((done / total) * 100)} %` : note,
      ...(rowsPerSecond === undefined ? [] : [`${Math.round(rowsPerSecond).toLocaleString('en-US')} rows/s`]),
      ...(secondsLeft === undefined ? [] : [`${seconds(secondsLeft)} left`]),
    ];
    write(parts.join(' · '));
  };
}
