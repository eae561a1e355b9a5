/** One field of a cron expression: its least and greatest value, and names for them from `least` on. */
interface CronField {
  name: string;
  least: number;
  most: number;
  names?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  {
    name: 'month',
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  // Sunday is 0 and 7.
  { name: 'day of week', least: 0, most: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** The longest a month gets, leap years included. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What is wrong with a cron expression; `never`: it reads well and no day is ever meant. */
export type CronFault = { kind: 'shape' } | { kind: 'field'; field: string; text: string } | { kind: 'never' };

/**
 * Reads five-field cron the way Temporal does: lists, ranges and steps, names of months and days, and both days must
 * match. Null: nothing is wrong with it.
 */
export function cronFault(expression: string): CronFault | null {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) return { kind: 'shape' };
  const values: Set<number>[] = [];
  for (const [i, field] of FIELDS.entries()) {
    const text = texts[i] ?? '';
    const found = valuesOf(text, field);
    if (found === null) return { kind: 'field', field: field.name, text };
    values.push(found);
  }
  const [, , days, months] = values;
  // Whatever the weekday, a date that exists falls on it in some year: 29 February does within 28 years.
  const exists = [...(months ?? [])].some((month) => [...(days ?? [])].some((day) => day <= (DAYS[month - 1] ?? 0)));
  return exists ? null : { kind: 'never' };
}

function valuesOf(text: string, field: CronField): Set<number> | null {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    const by = step === undefined ? 1 : wholeNumber(step);
    if (by === null || by < 1 || more.length > 0) return null;
    const ends = endsOf(range, step !== undefined, field);
    if (ends === null) return null;
    for (let value = ends[0]; value <= ends[1]; value += by) values.add(value);
  }
  return values;
}

function endsOf(range: string, stepped: boolean, field: CronField): [number, number] | null {
  if (range === '*') return [field.least, field.most];
  const [first = '', last, ...more] = range.split('-');
  const from = valueOf(first, field);
  const to = last === undefined ? (stepped ? field.most : from) : valueOf(last, field);
  return from === null || to === null || from > to || more.length > 0 ? null : [from, to];
}

function valueOf(text: string, { least, most, names }: CronField): number | null {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + least : wholeNumber(text);
  return value === null || value < least || value > most ? null : value;
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
