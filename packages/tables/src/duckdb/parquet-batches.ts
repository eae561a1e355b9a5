import type { DuckDBDataChunk } from '@duckdb/node-api';
import {
  Bool,
  DateDay,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Timestamp,
  Uint64,
  Utf8,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { PhysicalType } from '@headwater/contracts';
import { structOf } from '../arrow/frame-to-batches';
import { EncodedTexts } from '../arrow/utf8-data';
import { validityBitmap } from '../arrow/validity-bitmap';
import { queryChunks, sqlText, withPlainPath } from './query';

/** How a column of some physical type is asked for, and the Arrow array made of the answer. */
interface Reading {
  sql: (column: string) => string;
  type: DataType;
  data: (type: DataType, values: readonly unknown[]) => Data;
}

const UNIT = { 'timestamp[s]': 0, 'timestamp[ms]': 1, 'timestamp[us]': 2, 'timestamp[ns]': 3 } as const;
const EPOCH = {
  'timestamp[s]': (c: string) => `epoch_us(${c}) // 1000000`,
  'timestamp[ms]': (c: string) => `epoch_us(${c}) // 1000`,
  'timestamp[us]': (c: string) => `epoch_us(${c})`,
  'timestamp[ns]': (c: string) => `epoch_ns(${c})`,
} as const;

function readingOf(physical: PhysicalType): Reading {
  switch (physical) {
    case 'utf8':
      return { sql: (c) => `CAST(${c} AS VARCHAR)`, type: new Utf8(), data: texts };
    case 'bool':
      return { sql: (c) => c, type: new Bool(), data: bits };
    case 'int64':
      return { sql: (c) => `CAST(${c} AS BIGINT)`, type: new Int64(), data: wide };
    case 'uint64':
      return { sql: (c) => `CAST(${c} AS UBIGINT)`, type: new Uint64(), data: wide };
    case 'date32':
      return { sql: (c) => `CAST(CAST(${c} AS DATE) - DATE '1970-01-01' AS DOUBLE)`, type: new DateDay(), data: days };
    case 'timestamp[s]':
    case 'timestamp[ms]':
    case 'timestamp[us]':
    case 'timestamp[ns]':
      return { sql: EPOCH[physical], type: new Timestamp(UNIT[physical]), data: wide };
    default:
      return { sql: (c) => `CAST(${c} AS DOUBLE)`, type: new Float64(), data: doubles };
  }
}

/**
 * Reads any writer's Parquet file through DuckDB, whose C++ reader survives damaged pages with an error. Columns are
 * those of the file, by position, in Arrow types that hold the values of `physicals` exactly.
 */
export async function* parquetBatches(path: string, physicals: readonly PhysicalType[]): AsyncGenerator<RecordBatch> {
  const readings = physicals.map(readingOf);
  const schema = new Schema(readings.map(({ type }, j) => new Field(`c${j}`, type, true)));
  const names = readings.map((_, j) => `c${j}`);
  const plain = await withPlainPath(path);
  const selected = readings.map(({ sql }, j) => sql(`c${j}`)).join(', ');
  const from = `read_parquet(${sqlText(plain.path)}, hive_partitioning=false) AS t(${names.join(', ')})`;
  try {
    for await (const chunk of queryChunks(`SELECT ${selected} FROM ${from}`)) yield batchOf(schema, readings, chunk);
  } finally {
    await plain.release();
  }
}

function batchOf(schema: Schema, readings: readonly Reading[], chunk: DuckDBDataChunk): RecordBatch {
  const children = readings.map(({ type, data }, j) => data(type, chunk.getColumnValues(j)));
  return new RecordBatch(schema, structOf(schema, chunk.rowCount, children));
}

function texts(_: DataType, values: readonly unknown[]): Data {
  const present: string[] = [];
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : present.push(value as string) - 1));
  return new EncodedTexts(present).pick(codes, 0, codes.length);
}

function wide(type: DataType, values: readonly unknown[]): Data {
  return dataOf(
    type,
    values,
    BigInt64Array.from(values, (value) => BigInt.asIntN(64, (value as bigint | null) ?? 0n)),
  );
}

function bits(type: DataType, values: readonly unknown[]): Data {
  const bitmap = validityBitmap((row) => values[row] !== true, 0, values.length)?.bitmap;
  return dataOf(type, values, bitmap ?? new Uint8Array((values.length + 7) >> 3).fill(255));
}

function days(type: DataType, values: readonly unknown[]): Data {
  return dataOf(
    type,
    values,
    Int32Array.from(values, (value) => (value as number | null) ?? 0),
  );
}

function doubles(type: DataType, values: readonly unknown[]): Data {
  return dataOf(
    type,
    values,
    Float64Array.from(values, (value) => (value as number | null) ?? 0),
  );
}

function dataOf(
  type: DataType,
  values: readonly unknown[],
  data: BigInt64Array | Int32Array | Float64Array | Uint8Array,
): Data {
  const nulls = validityBitmap((row) => values[row] === null, 0, values.length);
  const props = { type, length: values.length, nullCount: nulls?.nulls ?? 0, nullBitmap: nulls?.bitmap ?? null, data };
  return makeData(props as Parameters<typeof makeData>[0]);
}
