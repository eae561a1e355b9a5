import type { ScheduleSpec } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import type { Findings } from '../findings';
import type { WrittenSchedule } from '../written-spec';
import { cronFault } from './cron';
import { secondsOf } from './duration';

/** Temporal's own least. */
const LEAST_CATCHUP_SECONDS = 10;

/** The schedule with all spans in seconds and its defaults. Refused: what is ambiguous, and what can never fire. */
export function buildSchedule(written: WrittenSchedule | null | undefined, findings: Findings): ScheduleSpec | null {
  if (written === undefined || written === null) return null;
  const { cron, every, everySeconds, timezone, offset, jitter, catchup, freshWithin } = written;
  if ([cron, every, everySeconds].filter((v) => v !== undefined).length !== 1) {
    findings.problem(['schedule'], '`schedule` needs one of `cron`, `every` and `everySeconds`');
  }
  if (cron !== undefined) checkCron(cron, findings);
  if (timezone !== undefined) checkTimezone(timezone, findings);
  const period = everySeconds ?? (every === undefined ? undefined : secondsOf(every));
  checkOffset(offset, period, findings);
  const catchupSeconds = catchup === undefined ? SPEC_DEFAULTS.schedule.catchupSeconds : secondsOf(catchup);
  if (catchupSeconds < LEAST_CATCHUP_SECONDS) {
    findings.problem(['schedule', 'catchup'], '`schedule.catchup` must be 10s or more', {
      hint: 'A run that is late by less is started anyway.',
    });
  }
  const window = {
    ...instant('startAt', written.startAt, findings),
    ...instant('endAt', written.endAt, findings),
  };
  checkWindow(window, findings);
  return {
    ...(cron === undefined ? {} : { cron: cron.trim() }),
    ...(period === undefined ? {} : { everySeconds: period }),
    ...(offset === undefined ? {} : { offsetSeconds: secondsOf(offset) }),
    ...(timezone === undefined ? {} : { timezone }),
    jitterSeconds: jitter === undefined ? SPEC_DEFAULTS.schedule.jitterSeconds : secondsOf(jitter),
    overlap: written.overlap ?? SPEC_DEFAULTS.schedule.overlap,
    catchupSeconds,
    pauseOnFailure: written.pauseOnFailure ?? SPEC_DEFAULTS.schedule.pauseOnFailure,
    ...(freshWithin === undefined ? {} : { freshWithinSeconds: secondsOf(freshWithin) }),
    ...window,
  };
}

function checkCron(cron: string, findings: Findings): void {
  const fault = cronFault(cron);
  if (fault === null) return;
  const path = ['schedule', 'cron'];
  if (fault.kind === 'never') {
    findings.problem(path, `\`schedule.cron\` never fires: no month of "${cron}" has such a day`, {
      code: 'SCHEDULE_NEVER',
      hint: 'The last days of a month are 28, 29, 30 and 31; name one that exists.',
    });
    return;
  }
  const message =
    fault.kind === 'shape'
      ? `\`schedule.cron\` must have five fields (minute, hour, day of month, month, day of week), got "${cron}"`
      : `the ${fault.field} of \`schedule.cron\` cannot be read: "${fault.text}"`;
  findings.problem(path, message, { hint: 'For example "0 3 * * 1": Mondays at three.' });
}

function checkTimezone(timezone: string, findings: Findings): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    findings.problem(['schedule', 'timezone'], `\`schedule.timezone\` must be an IANA time zone, got "${timezone}"`, {
      hint: 'For example Europe/Berlin.',
    });
  }
}

function checkOffset(offset: string | undefined, period: number | undefined, findings: Findings): void {
  if (offset === undefined) return;
  if (period !== undefined && secondsOf(offset) < period) return;
  const why = period === undefined ? 'has no meaning without `every`' : 'must be less than the period';
  findings.problem(['schedule', 'offset'], `\`schedule.offset\` ${why}, got ${offset}`, {
    atKey: period === undefined,
  });
}

function instant<K extends 'startAt' | 'endAt'>(
  key: K,
  written: string | undefined,
  findings: Findings,
): Partial<Record<K, string>> {
  if (written === undefined) return {};
  const time = Date.parse(written);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(written) && !Number.isNaN(time)) {
    return { [key]: new Date(time).toISOString() } as Partial<Record<K, string>>;
  }
  findings.problem(['schedule', key], `\`schedule.${key}\` must be an ISO time with its zone, got "${written}"`, {
    hint: 'For example 2026-12-01T00:00:00Z.',
  });
  return {};
}

function checkWindow({ startAt, endAt }: Pick<ScheduleSpec, 'startAt' | 'endAt'>, findings: Findings): void {
  if (startAt === undefined || endAt === undefined || Date.parse(startAt) < Date.parse(endAt)) return;
  findings.problem(
    ['schedule', 'endAt'],
    `the schedule never fires: it ends (${endAt}) before it starts (${startAt})`,
    {
      code: 'SCHEDULE_NEVER',
      hint: 'Put `endAt` after `startAt`, or leave one of them out.',
    },
  );
}
