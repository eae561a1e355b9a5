import { HeadwaterError, type ScheduleSpec } from '@headwater/contracts';
import type { TimeRange } from './fire-times';
import { startOfDay } from './local-time';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** The range of a backfill, both ends included: ISO times, or days in the schedule's time zone. */
export function backfillRange(from: string, to: string, schedule: ScheduleSpec | null, now: Date): TimeRange {
  if (schedule === null) {
    throw new HeadwaterError('BACKFILL_RANGE_INVALID', 'the chain has no schedule, so a range holds no partitions', {
      hint: '`headwater trigger NAME --partition P` runs one by its name.',
    });
  }
  const zone = schedule.timezone ?? 'UTC';
  const range = { from: parse('--from', from, zone, false), to: parse('--to', to, zone, true) };
  if (range.from > range.to) {
    throw new HeadwaterError('BACKFILL_RANGE_INVALID', `the range ends (${to}) before it begins (${from})`);
  }
  if (range.from > now) {
    throw new HeadwaterError('BACKFILL_RANGE_INVALID', `the range begins in the future: ${from}`, {
      hint: 'What is to come is run by the schedule.',
    });
  }
  return range;
}

function parse(option: string, text: string, zone: string, last: boolean): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(isDay ? `${text}T00:00:00Z` : INSTANT.test(text) ? text : '');
  if (Number.isNaN(time) || (isDay && new Date(time).toISOString().slice(0, 10) !== text)) {
    throw new HeadwaterError(
      'BACKFILL_RANGE_INVALID',
      `${option} must be a day or a time with its zone, got "${text}"`,
      {
        hint: 'For example 2026-11-21 or 2026-11-21T18:00:00Z.',
      },
    );
  }
  if (!isDay) return new Date(time);
  if (!last) return startOfDay(text, zone);
  const next = new Date(time + 86_400_000).toISOString().slice(0, 10);
  return new Date(startOfDay(next, zone).getTime() - 1000);
}
