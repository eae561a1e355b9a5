import { civilFromDays, daysFromCivil, isCivilDate } from './civil-date';

/** Microseconds in a day. */
const DAY = 86_400_000_000;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const SHORT_MONTHS = MONTHS.map((m) => m.slice(0, 3));

/** Regular expression for each of DuckDB's strftime letters that is used here. */
const TOKENS: Record<string, string> = {
  '%Y': '(?<Y>\\d{4})',
  '%m': '(?<m>\\d{2})',
  '%-m': '(?<m>[1-9]\\d?)',
  '%d': '(?<d>\\d{2})',
  '%-d': '(?<d>[1-9]\\d?)',
  '%b': `(?<b>${SHORT_MONTHS.join('|')})`,
  '%B': `(?<B>${MONTHS.join('|')})`,
  '%H': '(?<H>\\d{2})',
  '%-H': '(?<H>\\d{1,2})',
  '%M': '(?<M>\\d{2})',
  // A fraction may always follow: many writers leave it out where it is zero.
  '%S': '(?<S>\\d{2})(?:\\.(?<f>\\d{1,9}))?',
  '%z': '(?<z>Z|[+-]\\d{2}(?::?\\d{2})?)',
};
const TOKEN = /%-?[A-Za-z]/g;

export interface ParsedTime {
  /** Microseconds since 1970-01-01T00:00 UTC (or of the clock on the wall, where the format has no zone). */
  micros: number;
  /** Digits written after the second. */
  fraction: number;
  /** `Z`, `+02:00`, or empty. */
  zone: string;
}

export type TimeParser = (text: string) => ParsedTime | undefined;

const parsers = new Map<string, TimeParser>();

/** A parser for a date or time pattern in DuckDB's strftime letters; undefined is "does not fit". */
export function timeParser(format: string): TimeParser {
  let parser = parsers.get(format);
  if (parser === undefined) {
    parser = compile(format);
    parsers.set(format, parser);
  }
  return parser;
}

function compile(format: string): TimeParser {
  const source = format
    .replace('.%f', '')
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(TOKEN, (token) => TOKENS[token] ?? token);
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    return groups && toMicros(groups);
  };
}

function toMicros(groups: Record<string, string | undefined>): ParsedTime | undefined {
  const month = groups.b
    ? SHORT_MONTHS.indexOf(groups.b) + 1
    : groups.B
      ? MONTHS.indexOf(groups.B) + 1
      : Number(groups.m);
  const year = Number(groups.Y);
  const day = Number(groups.d);
  const hour = Number(groups.H ?? 0);
  const minute = Number(groups.M ?? 0);
  const second = Number(groups.S ?? 0);
  if (!isCivilDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = groups.f ?? '';
  const zone = groups.z ?? '';
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const seconds = (hour * 60 + minute - offset) * 60 + second;
  const micros =
    daysFromCivil(year, month, day) * DAY + seconds * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return { micros, fraction: fraction.length, zone };
}

/** Minutes east of Greenwich of `Z`, `+02`, `+0200` or `+02:00`; an empty zone is 0. */
function offsetMinutes(zone: string): number | undefined {
  if (zone === '' || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  if (minutes > 18 * 60) return undefined;
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Writes microseconds since the epoch in a pattern of DuckDB's strftime letters. `timezone` shifts the clock where it
 * is an offset such as `+02:00`; names of zones are written in UTC.
 */
export function formatTime(micros: number, format: string, timezone = ''): string {
  const offset = /^[+-]\d/.test(timezone) ? (offsetMinutes(timezone) ?? 0) : 0;
  const local = micros + offset * 60_000_000;
  const days = Math.floor(local / DAY);
  const { year, month, day } = civilFromDays(days);
  let rest = local - days * DAY;
  const take = (unit: number): number => {
    const whole = Math.floor(rest / unit);
    rest -= whole * unit;
    return whole;
  };
  const hour = take(3_600_000_000);
  const minute = take(60_000_000);
  const second = take(1_000_000);
  const parts: Record<string, string> = {
    '%Y': padded(year, 4),
    '%m': padded(month, 2),
    '%-m': String(month),
    '%d': padded(day, 2),
    '%-d': String(day),
    '%b': SHORT_MONTHS[month - 1] ?? '',
    '%B': MONTHS[month - 1] ?? '',
    '%H': padded(hour, 2),
    '%-H': String(hour),
    '%M': padded(minute, 2),
    '%S': padded(second, 2),
    '%f': padded(Math.floor(rest), 6),
    '%z': offset === 0 ? '+00:00' : timezone,
  };
  return format.replace(TOKEN, (token) => parts[token] ?? token);
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
