import type { Calendar } from './temporal-plan';

/** Stands for the last day of any month, so that month ends are one thing from 28 to 31 days. */
export const LAST_DAY = 31;

/**
 * Parts of a day (days since 1970-01-01): weeks since Monday 1969-12-29 and weekday (0 Monday … 6 Sunday), or months since
 * January 1970 and day of month (1 … 30, LAST_DAY for the last).
 */
export function splitDay(calendar: Calendar, day: number): [coarse: number, fine: number] {
  if (calendar === 'week') {
    const week = Math.floor((day + 3) / 7);
    return [week, day + 3 - 7 * week];
  }
  const { month, dayOfMonth } = civil(day);
  return [month, dayOfMonth === monthLength(month) ? LAST_DAY : dayOfMonth];
}

/** The way back, for any whole numbers: a weekday outside the week is its nearest day, a day no month has is its last. */
export function joinDay(calendar: Calendar, coarse: number, fine: number): number {
  if (calendar === 'week') return 7 * coarse - 3 + Math.min(6, Math.max(0, fine));
  return firstDay(coarse) + Math.min(monthLength(coarse), Math.max(1, fine)) - 1;
}

/** Month since January 1970, and day of month from 1, in the proleptic Gregorian calendar. */
function civil(day: number): { month: number; dayOfMonth: number } {
  // 30.436875 days a month on average: the guess is at most one month off.
  let month = Math.floor(day / 30.436875);
  if (day < firstDay(month)) month--;
  else if (day >= firstDay(month + 1)) month++;
  return { month, dayOfMonth: day - firstDay(month) + 1 };
}

/** Days before the first of each month in a year that begins with March, so that the leap day comes last. */
const BEFORE = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;

function firstDay(month: number): number {
  const sinceMarch = month + 1970 * 12 - 2;
  const year = Math.floor(sinceMarch / 12);
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + (BEFORE[sinceMarch - 12 * year] as number) - EPOCH;
}

function monthLength(month: number): number {
  return firstDay(month + 1) - firstDay(month);
}
