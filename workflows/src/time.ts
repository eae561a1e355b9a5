/** The workflow's own time, ISO 8601: a replay writes the same. */
export function now(): string {
  return new Date().toISOString();
}

/** Milliseconds of a time that `now` wrote; engines differ in what else they take for a date. */
export function millisecondsOf(iso: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z$/.exec(iso)?.slice(1).map(Number);
  if (parts === undefined) throw new RangeError(`${iso} is no ISO time in UTC`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, thousandths = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second, thousandths);
}

export function millisecondsSince(iso: string): number {
  return Date.now() - millisecondsOf(iso);
}
