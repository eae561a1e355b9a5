import type { ScheduleOverlapPolicy, ScheduleSpec as TemporalSpec } from '@temporalio/client';
import type { OverlapPolicy, ScheduleSpec } from '@headwater/contracts';

const OVERLAPS: Record<OverlapPolicy, NonNullable<ScheduleOverlapPolicy>> = {
  skip: 'SKIP',
  'buffer-one': 'BUFFER_ONE',
  'buffer-all': 'BUFFER_ALL',
  'cancel-other': 'CANCEL_OTHER',
  'terminate-other': 'TERMINATE_OTHER',
  'allow-all': 'ALLOW_ALL',
};

/** When a schedule fires, in Temporal's words. */
export function temporalSpec(schedule: ScheduleSpec): TemporalSpec {
  const { cron, everySeconds, offsetSeconds = 0, timezone, jitterSeconds, startAt, endAt } = schedule;
  return {
    ...(cron === undefined ? {} : { cronExpressions: [cron] }),
    ...(everySeconds === undefined
      ? {}
      : { intervals: [{ every: everySeconds * 1000, offset: offsetSeconds * 1000 }] }),
    timezone: timezone ?? 'UTC',
    jitter: jitterSeconds * 1000,
    ...(startAt === undefined ? {} : { startAt: new Date(startAt) }),
    ...(endAt === undefined ? {} : { endAt: new Date(endAt) }),
  };
}

/** What a schedule does about runs that overlap, were missed or failed. */
export function temporalPolicies({ overlap, catchupSeconds, pauseOnFailure }: ScheduleSpec) {
  // Without a word about it, Temporal would make up for a whole year.
  return { overlap: OVERLAPS[overlap], catchupWindow: catchupSeconds * 1000, pauseOnFailure };
}
