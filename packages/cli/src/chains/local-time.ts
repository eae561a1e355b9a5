/** `2026-11-21 18:00:00 GMT+1`, in a time zone. */
export function localTime(time: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).formatToParts(time);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second} ${part.timeZoneName}`;
}

/** `2026-11-21T18:00:00Z` */
export function utcTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The instant at which a day begins in a time zone. */
export function startOfDay(date: string, timeZone: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // The offset there may be another than at midnight UTC, on days when clocks change.
  const guess = midnight - offsetAt(midnight, timeZone);
  return new Date(midnight - offsetAt(guess, timeZone));
}

function offsetAt(time: number, timeZone: string): number {
  const local = localTime(new Date(time), timeZone);
  return Date.parse(`${local.slice(0, 10)}T${local.slice(11, 19)}Z`) - Math.floor(time / 1000) * 1000;
}
