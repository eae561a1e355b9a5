import type { ColumnSchema, PhysicalType } from '@headwater/contracts';
import { kindOf, NumberKind, numberOf, scanNumber, type DecimalMark } from './scan-number';
import { formatTime, timeParser } from './time-format';

const MICROS_PER_DAY = 86_400_000_000;

/** Reads a numeric column's texts (see NumericColumn for the units); undefined where a text does not fit. */
export type NumericReader = (text: string) => number | undefined;

export function numericReader(column: ColumnSchema, mark: DecimalMark = '.'): NumericReader {
  switch (column.type) {
    case 'integer':
      return (text) => {
        const kind = kindOf(scanNumber(text, mark));
        if (kind !== NumberKind.integer && kind !== NumberKind.decimal) return undefined;
        const value = numberOf(text, mark);
        return Number.isSafeInteger(value) ? value : undefined;
      };
    case 'decimal':
      return (text) => (kindOf(scanNumber(text, mark)) === NumberKind.none ? undefined : numberOf(text, mark));
    default:
      return timeReader(column);
  }
}

function timeReader(column: ColumnSchema): NumericReader {
  const parse = timeParser(formatOf(column));
  const unit = column.type === 'date' ? MICROS_PER_DAY : microsPerUnit(column.physical);
  return (text) => {
    const micros = parse(text.trim())?.micros;
    return micros === undefined ? undefined : micros / unit;
  };
}

/** Writes a date or time stamp (in the column's unit) as the source wrote it. */
export function timeWriter(column: ColumnSchema): (value: number) => string {
  const format = formatOf(column);
  const unit = column.type === 'date' || column.physical === 'date32' ? MICROS_PER_DAY : microsPerUnit(column.physical);
  return (value) => formatTime(Math.round(value * unit), format, column.written.timezone);
}

/** Microseconds in one unit of a time stamp's storage. A text column's time stamps count microseconds. */
export function microsPerUnit(physical: PhysicalType): number {
  if (physical === 'timestamp[s]') return 1_000_000;
  if (physical === 'timestamp[ms]') return 1000;
  return physical === 'timestamp[ns]' ? 0.001 : 1;
}

function formatOf(column: ColumnSchema): string {
  if (column.written.format !== undefined) return column.written.format;
  const date = column.physical === 'date32' || column.type === 'date';
  if (date) return '%Y-%m-%d';
  const fraction = column.physical === 'timestamp[s]' ? '' : '.%f';
  return `%Y-%m-%dT%H:%M:%S${fraction}${column.written.timezone === undefined ? '' : '%z'}`;
}

/** Whether a category's or key's text can be stored as that physical type. */
export function fitsPhysical(text: string, physical: PhysicalType): boolean {
  if (physical === 'utf8') return true;
  if (physical.startsWith('int') || physical.startsWith('uint')) return /^-?\d{1,20}$/.test(text.trim());
  if (physical.startsWith('float')) return kindOf(scanNumber(text, '.')) !== NumberKind.none;
  return true;
}
