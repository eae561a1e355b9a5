import type { ColumnSchema } from '@headwater/contracts';
import { joinDay, splitDay } from './calendar';
import type { Calendar } from './temporal-plan';

const SECONDS_PER_UNIT = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 } as const;

/** Units of a date or time stamp column in a day. */
export function ticksPerDay({ type, physical }: ColumnSchema): number {
  if (type === 'date') return 1;
  const unit = /\[(s|ms|us|ns)\]/.exec(physical)?.[1] as keyof typeof SECONDS_PER_UNIT | undefined;
  return Math.round(86_400 / SECONDS_PER_UNIT[unit ?? 'ms']);
}

/** Week or month, weekday or day of month, hour, units within the hour. */
export type Parts = [number, number, number, number];

export function splitMoment(calendar: Calendar, perDay: number, moment: number): Parts {
  const day = Math.floor(moment / perDay);
  const [coarse, fine] = splitDay(calendar, day);
  if (perDay === 1) return [coarse, fine, 0, 0];
  const rest = moment - day * perDay;
  const hour = Math.floor((rest * 24) / perDay);
  return [coarse, fine, hour, rest - (hour * perDay) / 24];
}

export function joinMoment(calendar: Calendar, perDay: number, [coarse, fine, hour, rest]: Parts): number {
  // Days apart from the rest: both are exact where nanoseconds exceed 2^53.
  return joinDay(calendar, coarse, fine) * perDay + ((hour * perDay) / 24 + rest);
}
