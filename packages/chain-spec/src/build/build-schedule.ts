import type { ScheduleSpec } from '@headwater/contracts';
import type { Findings } from '../findings';
import { SPEC_DEFAULTS } from '../defaults';
import type { WrittenSpec } from '../written-spec';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const CRON_FIELD = /^[\dA-Za-z*,/?#-]+$/;

/** The schedule with its period in seconds; checked here, started by nobody yet. */
export function buildSchedule(written: WrittenSpec['schedule'], findings: Findings): ScheduleSpec | null {
  if (written === undefined || written === null) return null;
  const { cron, every, everySeconds, timezone } = written;
  if ([cron, every, everySeconds].filter((v) => v !== undefined).length !== 1) {
    findings.problem(['schedule'], '`schedule` needs one of `cron`, `every` and `everySeconds`');
  }
  if (cron !== undefined) checkCron(cron, findings);
  if (timezone !== undefined) checkTimezone(timezone, findings);
  findings.warn(['schedule'], 'the schedule is checked and kept, but this version starts no run by itself');
  const period = everySeconds ?? (every === undefined ? undefined : seconds(every));
  return {
    ...(cron === undefined ? {} : { cron }),
    ...(period === undefined ? {} : { everySeconds: period }),
    ...(timezone === undefined ? {} : { timezone }),
    ...SPEC_DEFAULTS.schedule,
  };
}

function seconds(every: string): number {
  const unit = every.slice(-1) as keyof typeof SECONDS;
  return Number(every.slice(0, -1)) * SECONDS[unit];
}

function checkCron(cron: string, findings: Findings): void {
  const fields = cron.trim().split(/\s+/);
  if (fields.length === 5 && fields.every((field) => CRON_FIELD.test(field))) return;
  findings.problem(
    ['schedule', 'cron'],
    `\`schedule.cron\` must have five fields (minute, hour, day of month, month, day of week), got "${cron}"`,
    {
      hint: 'For example "0 3 * * 1": Mondays at three.',
    },
  );
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
