import {
  makeData,
  makeVector,
  type Data,
  DataType,
  type Dictionary,
  type Int32,
  type Utf8,
  type Vector,
} from 'apache-arrow';
import type { CategoricalColumn, NumericColumn } from '../frame';
import { kindOf, NumberKind, scanNumber } from '../text/scan-number';
import { timeWriter } from '../text/text-reader';
import { timeParser } from '../text/time-format';
import { numericData } from './numeric-data';
import { EncodedTexts } from './utf8-data';
import { validityBitmap } from './validity-bitmap';

export type SliceToArrow = (start: number, end: number) => Data;

/** Turns rows of a categorical column into Arrow arrays of its type; the levels are converted once, here. */
export function categoricalWriter(column: CategoricalColumn, type: DataType): SliceToArrow {
  const { codes, levels, schema } = column;
  if (schema.physical === 'utf8') {
    const encoded = new EncodedTexts(levels);
    if (!DataType.isDictionary(type)) return (start, end) => encoded.pick(codes, start, end);
    const dictionary = makeVector(encoded.all());
    return (start, end) => dictionaryData(codes, start, end, type as Dictionary<Utf8, Int32>, dictionary);
  }
  if (schema.physical === 'bool') return (start, end) => boolData(column, start, end, type);
  if (schema.physical === 'int64' || schema.physical === 'uint64') {
    const wide = levels.map((level, code) => wholeLevel(column, level, code));
    return (start, end) => wideData(codes, wide, start, end, type);
  }
  const numbers = Float64Array.from(levels, (level, code) => levelNumber(column, level, code));
  return (start, end) => numericData(decoded(column, numbers, start, end), 0, end - start, type);
}

function dictionaryData(
  codes: Int32Array,
  start: number,
  end: number,
  type: Dictionary<Utf8, Int32>,
  dictionary: Vector<Utf8>,
): Data {
  const nulls = validityBitmap((row) => codes[row] === -1, start, end);
  const data = codes.slice(start, end);
  for (let i = 0; i < data.length; i++) if (data[i] === -1) data[i] = 0;
  return makeData({
    type,
    length: end - start,
    nullCount: nulls?.nulls ?? 0,
    nullBitmap: nulls?.bitmap ?? null,
    data,
    dictionary,
  });
}

function boolData(column: CategoricalColumn, start: number, end: number, type: DataType): Data {
  const { trueText = 'true', falseText = 'false' } = column.schema.written;
  const isTrue = column.levels.map((level, code) => {
    if (level !== trueText && level !== falseText) throw unfit(column, code);
    return level === trueText;
  });
  const { codes } = column;
  const data = new Uint8Array((end - start + 7) >> 3);
  for (let row = start; row < end; row++) {
    const code = codes[row] as number;
    if (code >= 0 && isTrue[code])
      data[(row - start) >> 3] = (data[(row - start) >> 3] as number) | (1 << ((row - start) & 7));
  }
  return withNulls(codes, start, end, type, data);
}

function wideData(codes: Int32Array, levels: bigint[], start: number, end: number, type: DataType): Data {
  const data = new BigInt64Array(end - start);
  for (let i = 0; i < data.length; i++) {
    const code = codes[start + i] as number;
    if (code >= 0) data[i] = levels[code] as bigint;
  }
  return withNulls(codes, start, end, type, data);
}

function withNulls(
  codes: Int32Array,
  start: number,
  end: number,
  type: DataType,
  data: Uint8Array | BigInt64Array,
): Data {
  const nulls = validityBitmap((row) => codes[row] === -1, start, end);
  const props = { type, length: end - start, nullCount: nulls?.nulls ?? 0, nullBitmap: nulls?.bitmap ?? null, data };
  return makeData(props as Parameters<typeof makeData>[0]);
}

/** The rows as numbers, so that one writer knows every numeric storage. */
function decoded(column: CategoricalColumn, numbers: Float64Array, start: number, end: number): NumericColumn {
  const values = new Float64Array(end - start).fill(NaN);
  const valid = new Uint8Array(end - start);
  for (let i = 0; i < values.length; i++) {
    const code = column.codes[start + i] as number;
    if (code < 0) continue;
    values[i] = numbers[code] as number;
    valid[i] = 1;
  }
  const type = column.schema.physical.startsWith('float') ? 'decimal' : 'integer';
  return { kind: 'numeric', schema: { ...column.schema, type }, values, valid };
}

function wholeLevel(column: CategoricalColumn, level: string, code: number): bigint {
  if (!/^-?\d{1,20}$/.test(level.trim())) throw unfit(column, code);
  const value = BigInt(level.trim());
  const stored = column.schema.physical === 'uint64' ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value);
  // A typed array would wrap what is too large without a word.
  if (stored !== value) throw unfit(column, code);
  return value;
}

function levelNumber(column: CategoricalColumn, level: string, code: number): number {
  const { physical } = column.schema;
  if (physical === 'date32' || physical.startsWith('timestamp')) {
    const unit = timeUnits(column);
    const micros = timeParser(unit.format)(level)?.micros;
    if (micros === undefined) throw unfit(column, code);
    return unit.fromMicros(micros);
  }
  if (kindOf(scanNumber(level, '.')) === NumberKind.none) throw unfit(column, code);
  return Number(level);
}

function timeUnits(column: CategoricalColumn): { format: string; fromMicros: (micros: number) => number } {
  const { physical, written } = column.schema;
  const write = timeWriter(column.schema);
  const perUnit = {
    date32: 86_400_000_000,
    'timestamp[s]': 1_000_000,
    'timestamp[ms]': 1000,
    'timestamp[us]': 1,
    'timestamp[ns]': 0.001,
  };
  const format =
    written.format ??
    (write(0).length === 10 ? '%Y-%m-%d' : `%Y-%m-%dT%H:%M:%S${written.timezone === undefined ? '' : '%z'}`);
  return { format, fromMicros: (micros) => Math.round(micros / perUnit[physical as keyof typeof perUnit]) };
}

function unfit(column: CategoricalColumn, code: number): RangeError {
  return new RangeError(
    `column ${JSON.stringify(column.schema.name)}: level ${code} cannot be stored as ${column.schema.physical}`,
  );
}
