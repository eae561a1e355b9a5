import { HeadwaterError, PLACEHOLDER, type Placeholder } from '@headwater/contracts';

export interface TemplateRun {
  partition: string;
  /** ISO time; absent: the run was not scheduled. */
  scheduledAt?: string | undefined;
  /** IANA time zone in which a date and an hour are told; UTC when absent. */
  timezone?: string | undefined;
}

/**
 * The path that a run reads: `{partition}` is the run's name, `{date}` (YYYY-MM-DD) and `{hour}` (00 to 23) those of its
 * scheduled time in the schedule's time zone. Throws USAGE where a time is asked for and the run has none.
 */
export function fillTemplate(path: string, { partition, scheduledAt, timezone }: TemplateRun): string {
  return path.replace(PLACEHOLDER, (placeholder, name: Placeholder) => {
    if (name === 'partition') return partition;
    if (scheduledAt === undefined) throw withoutTime(path, placeholder);
    const { year, month, day, hour } = localTime(new Date(scheduledAt), timezone ?? 'UTC');
    return name === 'hour' ? hour : `${year}-${month}-${day}`;
  });
}

function withoutTime(path: string, placeholder: string): HeadwaterError {
  return new HeadwaterError(
    'USAGE',
    `${path} has the placeholder ${placeholder}, and this run was scheduled for no time`,
    {
      hint: 'Name the time as partition: --partition 20261121T180000Z.',
      where: path,
    },
  );
}

function localTime(time: Date, timeZone: string): Record<'year' | 'month' | 'day' | 'hour', string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '' } = parts;
  return { year: year.padStart(4, '0'), month, day, hour };
}
