import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import type { ColumnSchema, LogicalType, PhysicalType } from '@headwater/contracts';
import { arrowCodec, frameFromBatches, frameToBatches, parquetCodec, readTable, type Column, type Frame } from '../src';
import { tempFile, tempPath, valuesOf } from './temp-files';

function schemaOf(
  name: string,
  type: LogicalType,
  physical: PhysicalType,
  written: ColumnSchema['written'] = {},
): ColumnSchema {
  return { name, type, physical, role: 'feature', nullable: true, written };
}

function numeric(schema: ColumnSchema, values: (number | null)[]): Column {
  const valid = values.includes(null) ? Uint8Array.from(values, (v) => (v === null ? 0 : 1)) : null;
  return { kind: 'numeric', schema, values: Float64Array.from(values, (v) => v ?? NaN), valid };
}

function categorical(schema: ColumnSchema, values: (string | null)[]): Column {
  const levels = [...new Set(values.filter((v): v is string => v !== null))];
  return {
    kind: 'categorical',
    schema,
    codes: Int32Array.from(values, (v) => (v === null ? -1 : levels.indexOf(v))),
    levels,
  };
}

/** Key-value metadata of the file, as DuckDB reads it. */
async function keyValues(path: string): Promise<Record<string, string>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const sql = `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`;
  const rows = (await connection.runAndReadAll(sql)).getRowObjects();
  connection.closeSync();
  instance.closeSync();
  return Object.fromEntries(rows.map(({ key, value }) => [String(key), String(value)]));
}

function frameOf(columns: Column[]): Frame {
  const first = columns[0]!;
  return {
    schema: { version: 1, columns: columns.map((c) => c.schema) },
    rows: first.kind === 'numeric' ? first.values.length : first.codes.length,
    columns,
  };
}

const ranges: [PhysicalType, number, number][] = [
  ['int8', -128, 127],
  ['int16', -32768, 32767],
  ['int32', -2147483648, 2147483647],
  ['int64', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ['uint8', 0, 255],
  ['uint16', 0, 65535],
  ['uint32', 0, 4294967295],
  ['uint64', 0, Number.MAX_SAFE_INTEGER],
];
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null, freq: 4 });
const texts = fc.string({ unit: 'grapheme', maxLength: 8 });

const frames = fc.integer({ min: 0, max: 60 }).chain((rows) => {
  const list = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
    fc.array(maybe(value), { minLength: rows, maxLength: rows });
  const integers = ranges.map(([physical, min, max]) =>
    list(fc.maxSafeInteger().map((n) => Math.min(max, Math.max(min, n)))).map((v) =>
      numeric(schemaOf(physical, 'integer', physical), v),
    ),
  );
  return fc.tuple(
    ...integers,
    list(fc.double().map((x) => (x === 0 ? 0 : x))).map((v) => numeric(schemaOf('f64', 'decimal', 'float64'), v)),
    list(fc.float().map((x) => (x === 0 ? 0 : x))).map((v) => numeric(schemaOf('f32', 'decimal', 'float32'), v)),
    list(fc.integer({ min: -700_000, max: 2_900_000 })).map((v) => numeric(schemaOf('day', 'date', 'date32'), v)),
    list(fc.integer({ min: -1e15, max: 4e15 })).map((v) =>
      numeric(schemaOf('us', 'timestamp', 'timestamp[us]', { timezone: 'UTC' }), v),
    ),
    list(fc.integer({ min: -1e12, max: 4e12 })).map((v) => numeric(schemaOf('ms', 'timestamp', 'timestamp[ms]'), v)),
    list(fc.constantFrom('si', 'no')).map((v) =>
      categorical(schemaOf('bool', 'boolean', 'bool', { trueText: 'si', falseText: 'no' }), v),
    ),
    list(texts).map((v) => categorical(schemaOf('category', 'category', 'utf8'), v)),
    list(texts).map((v) => categorical(schemaOf('text', 'text', 'utf8'), v)),
    list(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)).map((v) =>
      categorical(schemaOf('key', 'identifier', 'int64'), v),
    ),
    list(fc.double({ noNaN: true }).map((x) => String(x === 0 ? 0 : x))).map((v) =>
      categorical(schemaOf('code', 'category', 'float64'), v),
    ),
  );
});

describe('a table written and read', () => {
  test('as Parquet, Arrow IPC and in memory is the same table', async () => {
    await fc.assert(
      fc.asyncProperty(frames, fc.integer({ min: 1, max: 70 }), async (columns, batchRows) => {
        const frame = frameOf(columns);
        const [parquet, arrow] = [tempPath('t.parquet'), tempPath('t.arrow')];
        expect(
          await parquetCodec.write(parquet, frame.schema, frameToBatches(frame, batchRows), { rowGroupRows: 16 }),
        ).toMatchObject({ rows: frame.rows });
        expect(await arrowCodec.write(arrow, frame.schema, frameToBatches(frame, batchRows))).toMatchObject({
          rows: frame.rows,
        });
        const want = columns.map(valuesOf);
        const read = await readTable(parquet);
        expect(read.schema).toEqual(frame.schema);
        expect(read.frame.columns.map(valuesOf)).toEqual(want);
        expect((await frameFromBatches(frame.schema, arrowCodec.read(arrow))).columns.map(valuesOf)).toEqual(want);
        expect((await frameFromBatches(frame.schema, frameToBatches(frame, batchRows))).columns.map(valuesOf)).toEqual(
          want,
        );
      }),
      { numRuns: 40, seed: 42 },
    );
  });

  test('gives equal bytes for equal input, with its metadata, whatever else the process has written', async () => {
    const rows = 500;
    const values = Array.from({ length: rows }, (_, i) => i);
    const frame = frameOf([
      numeric(
        schemaOf('n', 'integer', 'int64'),
        values.map((i) => (i % 11 === 0 ? null : i * 3)),
      ),
      categorical(
        schemaOf('c', 'category', 'utf8'),
        values.map((i) => (i % 7 === 0 ? null : `v${i % 5}`)),
      ),
    ]);
    const metadata = { z: '1', a: '2', m: '3' };
    const bytes: Buffer[] = [];
    for (const batchRows of [128, 500, 77, 128]) {
      const path = tempPath('t.parquet');
      await parquetCodec.write(path, frame.schema, frameToBatches(frame, batchRows), { metadata, rowGroupRows: 100 });
      bytes.push(readFileSync(path));
      expect((await readTable(path)).metadata).toEqual(metadata);
    }
    const pairs = await keyValues(tempFile('t.parquet', bytes[0]!));
    expect(pairs).toMatchObject(metadata);
    expect(Object.keys(pairs)).toEqual(expect.arrayContaining(['headwater.schema', 'ARROW:schema']));
    // The same batches give the same file; pages end where batches end, so other batches may not.
    expect(bytes[3]!.equals(bytes[0]!)).toBe(true);
    const arrow = [tempPath('t.arrow'), tempPath('t.arrow')];
    for (const path of arrow) await arrowCodec.write(path, frame.schema, frameToBatches(frame, 100), { metadata });
    for await (const batch of arrowCodec.read(arrow[0]!))
      expect(Object.fromEntries(batch.schema.metadata)).toMatchObject(metadata);
    expect(readFileSync(arrow[1]!)).toEqual(readFileSync(arrow[0]!));
  });

  test('row group by row group', async () => {
    const frame = frameOf([
      numeric(
        schemaOf('n', 'integer', 'int32'),
        Array.from({ length: 1000 }, (_, i) => i),
      ),
    ]);
    const path = tempPath('t.parquet');
    await parquetCodec.write(path, frame.schema, frameToBatches(frame), { rowGroupRows: 300 });
    const sizes: number[] = [];
    for await (const batch of parquetCodec.read(path)) sizes.push(batch.numRows);
    expect(sizes).toEqual([300, 300, 300, 100]);
  });
});

describe('a value that does not fit its storage', () => {
  test.each([
    [
      'a fraction in an integer column',
      numeric(schemaOf('n', 'integer', 'int64'), [1, 2.5]),
      'column "n": row 1 is not a whole number',
    ],
    [
      'a fraction in an integer column of doubles',
      numeric(schemaOf('n', 'integer', 'float64'), [0.5]),
      'is not a whole number',
    ],
    ['NaN in an integer column', numeric(schemaOf('n', 'integer', 'int32'), [NaN]), 'is not a whole number'],
    ['too large a number', numeric(schemaOf('n', 'integer', 'int8'), [1, 2, 300]), 'row 2 is outside int8'],
    [
      "a word that is not the boolean's",
      categorical(schemaOf('b', 'boolean', 'bool', { trueText: 'T', falseText: 'F' }), ['maybe']),
      'cannot be stored as bool',
    ],
    [
      'a key beyond 64 bits',
      categorical(schemaOf('k', 'identifier', 'int64'), ['9223372036854775808']),
      'level 0 cannot be stored as int64',
    ],
    [
      'a key that is no number',
      categorical(schemaOf('k', 'identifier', 'int64'), ['AB-1']),
      'column "k": level 0 cannot be stored as int64',
    ],
  ])('%s is refused, and no file is left', async (_, column, message) => {
    const frame = frameOf([column]);
    const path = tempPath('bad.parquet');
    await expect(parquetCodec.write(path, frame.schema, frameToBatches(frame))).rejects.toThrow(message);
    await expect(arrowCodec.write(path, frame.schema, frameToBatches(frame))).rejects.toThrow(RangeError);
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });
});
