import { splitDay } from './calendar';
import type { Calendar } from './temporal-plan';

/** Days after which the Gregorian calendar repeats: no longer span is looked at. */
const CYCLE = 146_097;

/**
 * Whether days go by weeks or by months: by whichever of weekday and day of month departs more from how often the days of
 * the span have it. Departure is the divergence of the two distributions in nats, less what chance makes of it (degrees of
 * freedom / 2n; Miller and Madow). Weeks, when neither says anything.
 */
export function chooseCalendar(days: Float64Array): Calendar {
  return departure('month', days) > Math.max(0, departure('week', days)) ? 'month' : 'week';
}

function departure(calendar: Calendar, days: Float64Array): number {
  const [first, last] = days.reduce(([lo, hi], d) => [Math.min(lo, d), Math.max(hi, d)], [Infinity, -Infinity] as [
    number,
    number,
  ]);
  const span = Math.min(CYCLE, last - first + 1);
  const expected = new Float64Array(32);
  const seen = new Float64Array(32);
  for (let d = 0; d < span; d++) expected[splitDay(calendar, first + d)[1]]! += 1 / span;
  for (const day of days) seen[splitDay(calendar, day)[1]]!++;
  let sum = 0;
  let values = 0;
  seen.forEach((n, k) => {
    // Beyond a whole cycle every weekday and day of month is expected; within one, all that is seen is.
    if ((expected[k] as number) > 0) values++;
    if (n > 0) sum += (n / days.length) * Math.log(n / days.length / (expected[k] as number));
  });
  return sum - (values - 1) / (2 * days.length);
}
