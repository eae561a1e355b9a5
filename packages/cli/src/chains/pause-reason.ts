import { partitionOf, type ChainState } from '@headwater/contracts';
import type { ScheduleDescription } from '@temporalio/client';

/** What the server writes when a tick failed; the failure itself is encrypted, so its note cannot say why. */
const AFTER_FAILURE = /^paused due to workflow failure: tick\/.+?-(\d{4}-\d\d-\d\dT[\d:.]+Z): /;

/** Why a Schedule is paused: as whoever paused it said, or the run whose failure did, with its code. null: it is not. */
export function pauseReason(schedule: ScheduleDescription | null, runs: ChainState['runs']): string | null {
  if (schedule?.state.paused !== true) return null;
  const note = schedule.state.note ?? 'paused';
  const time = AFTER_FAILURE.exec(note)?.[1];
  const run =
    time === undefined ? undefined : runs.findLast(({ partition }) => partition === partitionOf(new Date(time)));
  return run?.error === undefined ? note : `${run.runId} failed with ${run.error}`;
}
