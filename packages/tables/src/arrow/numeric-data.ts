import { makeData, type Data, type DataType } from 'apache-arrow';
import type { PhysicalType } from '@headwater/contracts';
import type { NumericColumn } from '../frame';
import { formatNumber } from '../text/format-number';
import { timeWriter } from '../text/text-reader';
import { numberToPair } from './int64-pairs';
import { EncodedTexts } from './utf8-data';
import { validityBitmap } from './validity-bitmap';

type Buffer =
  Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

const INTEGERS = {
  int8: { make: (n: number) => new Int8Array(n), least: -128, most: 127 },
  int16: { make: (n: number) => new Int16Array(n), least: -32768, most: 32767 },
  int32: { make: (n: number) => new Int32Array(n), least: -2147483648, most: 2147483647 },
  uint8: { make: (n: number) => new Uint8Array(n), least: 0, most: 255 },
  uint16: { make: (n: number) => new Uint16Array(n), least: 0, most: 65535 },
  uint32: { make: (n: number) => new Uint32Array(n), least: 0, most: 4294967295 },
  date32: { make: (n: number) => new Int32Array(n), least: -2147483648, most: 2147483647 },
} as const;

/**
 * Rows `start` to `end` of a numeric column as an Arrow array of its physical type. Throws a RangeError that names the
 * column and row where a value must be whole and is not, or is out of the type's range: rounding here would hide a bug
 * of whoever made the value.
 */
export function numericData(column: NumericColumn, start: number, end: number, type: DataType): Data {
  const { schema, values, valid } = column;
  const nulls = valid && validityBitmap((row) => valid[row] === 0, start, end);
  const shared = { length: end - start, nullCount: nulls?.nulls ?? 0, nullBitmap: nulls?.bitmap ?? null };
  const present = (row: number): boolean => valid?.[row] !== 0;
  if (schema.physical === 'utf8') return textData(column, start, end, present);
  if (schema.type === 'integer') requireWhole(column, start, end, present);
  return makeData({ type, ...shared, data: fill(column, schema.physical, values, start, end, present) } as Parameters<
    typeof makeData
  >[0]);
}

function fill(
  column: NumericColumn,
  physical: PhysicalType,
  values: Float64Array,
  start: number,
  end: number,
  present: (row: number) => boolean,
): Buffer | BigInt64Array {
  const length = end - start;
  if (physical === 'float64' || physical === 'float32') {
    const out = physical === 'float64' ? new Float64Array(length) : new Float32Array(length);
    for (let i = 0; i < length; i++) out[i] = present(start + i) ? (values[start + i] as number) : 0;
    return out;
  }
  requireWhole(column, start, end, present);
  if (physical in INTEGERS) {
    const { make, least, most } = INTEGERS[physical as keyof typeof INTEGERS];
    const out = make(length);
    for (let i = 0; i < length; i++) {
      if (!present(start + i)) continue;
      const value = values[start + i] as number;
      if (value < least || value > most) throw misfit(column, start + i, `is outside ${physical}`);
      out[i] = value;
    }
    return out;
  }
  if (physical === 'bool') throw misfit(column, start, 'is a number stored as bool');
  return wide(column, start, length, present);
}

/**
 * 64-bit integers and time stamps. Nanoseconds beyond 2^53 lose digits in a double: they are kept to the microsecond.
 */
function wide(column: NumericColumn, start: number, length: number, present: (row: number) => boolean): BigInt64Array {
  const out = new BigInt64Array(length);
  const words = new Int32Array(out.buffer);
  const nanos = column.schema.physical === 'timestamp[ns]';
  for (let i = 0; i < length; i++) {
    if (!present(start + i)) continue;
    const value = column.values[start + i] as number;
    if (nanos && !Number.isSafeInteger(value)) out[i] = BigInt(Math.round(value / 1000)) * 1000n;
    else if (column.schema.physical === 'uint64' && value < 0) throw misfit(column, start + i, 'is outside uint64');
    else numberToPair(value, words, i);
  }
  return out;
}

function textData(column: NumericColumn, start: number, end: number, present: (row: number) => boolean): Data {
  const { schema, values } = column;
  if (schema.type === 'integer') requireWhole(column, start, end, present);
  const write =
    schema.type === 'date' || schema.type === 'timestamp'
      ? timeWriter(schema)
      : (value: number) => formatNumber(value, schema.written.decimals ?? 17);
  const texts: string[] = [];
  const codes = new Int32Array(end - start);
  for (let i = 0; i < codes.length; i++)
    codes[i] = present(start + i) ? texts.push(write(values[start + i] as number)) - 1 : -1;
  return new EncodedTexts(texts).pick(codes, 0, codes.length);
}

function requireWhole(column: NumericColumn, start: number, end: number, present: (row: number) => boolean): void {
  for (let row = start; row < end; row++) {
    if (!Number.isInteger(column.values[row]) && present(row))
      throw misfit(column, row, `is not a whole number, as ${column.schema.type} must be`);
  }
}

function misfit(column: NumericColumn, row: number, problem: string): RangeError {
  return new RangeError(`column ${JSON.stringify(column.schema.name)}: row ${row} ${problem}`);
}
