import { timeParser } from './time-format';

/** Date patterns that are tried, the likelier first; a padded one before its unpadded twin. */
const DATES = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%d.%m.%Y',
  '%-d.%-m.%Y',
  '%d/%m/%Y',
  '%-d/%-m/%Y',
  '%m/%d/%Y',
  '%-m/%-d/%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d-%b-%Y',
  '%-d-%b-%Y',
  '%d %b %Y',
  '%-d %b %Y',
  '%d %B %Y',
  '%-d %B %Y',
  '%b %d, %Y',
  '%b %-d, %Y',
  '%B %d, %Y',
  '%B %-d, %Y',
] as const;

const TIME_OF_DAY = /^(.+\d)([T ])(\d{1,2}):\d{2}(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** Every pattern that the text fits, dates and time stamps, likelier first; empty for most texts, and cheap to tell. */
export function patternsOf(text: string): string[] {
  if (text.length < 8 || text.length > 40 || !/\d/.test(text)) return [];
  const time = TIME_OF_DAY.exec(text);
  if (time === null) return DATES.filter((pattern) => timeParser(pattern)(text));
  const [, day = '', separator = ' ', hour = '', seconds, zone] = time;
  const suffix = `:%M${seconds === undefined ? '' : ':%S'}${zone === undefined ? '' : '%z'}`;
  const hours = hour.length === 1 ? ['%-H'] : ['%H', '%-H'];
  return DATES.filter((pattern) => timeParser(pattern)(day))
    .flatMap((pattern) => hours.map((h) => `${pattern}${separator}${h}${suffix}`))
    .filter((pattern) => timeParser(pattern)(text));
}

/** Whether the pattern has a time of day. */
export function isTimestampPattern(pattern: string): boolean {
  return pattern.includes('%M');
}

/** The pattern with day and month exchanged, if it has both as numbers side by side; else null. */
export function dayMonthTwin(pattern: string): string | null {
  const twin = pattern.replace(/%(-?)([dm])([/-])%(-?)([dm])(?=\3%Y)/, '%$4$5$3%$1$2');
  return twin === pattern ? null : twin;
}
