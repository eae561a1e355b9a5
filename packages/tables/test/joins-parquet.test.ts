import { readFileSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import type { TableSchema } from '@headwater/contracts';
import {
  arrowCodec,
  frameFromBatches,
  frameToBatches,
  joinParquet,
  labelRowGroups,
  labelTable,
  ORIGINS_KEY,
  parquetCodec,
  rowGroupOrigins,
  type Frame,
} from '../src';
import { readThrift, writeThrift } from '../src/parquet/thrift';
import { open, tempPath, valuesOf } from './temp-files';

const SCHEMA: TableSchema = {
  version: 1,
  columns: [
    { name: 'n', type: 'decimal', physical: 'float64', role: 'feature', nullable: true, written: {} },
    { name: 'kind', type: 'category', physical: 'utf8', role: 'feature', nullable: true, written: {} },
  ],
};

function frame(rows: number, from: number): Frame {
  const numbers = Array.from({ length: rows }, (_, i) => from + i);
  return {
    schema: SCHEMA,
    rows,
    columns: [
      {
        kind: 'numeric',
        schema: SCHEMA.columns[0]!,
        values: Float64Array.from(numbers, (n) => n / 7),
        valid: Uint8Array.from(numbers, (n) => (n % 5 === 0 ? 0 : 1)),
      },
      {
        kind: 'categorical',
        schema: SCHEMA.columns[1]!,
        codes: Int32Array.from(numbers, (n) => (n % 11 === 0 ? -1 : n % 3)),
        levels: [`a${from}`, 'b', 'c'],
      },
    ],
  };
}

async function written(rows: number, from: number, rowGroupRows = 1000): Promise<string> {
  const path = tempPath('part.parquet');
  await parquetCodec.write(path, SCHEMA, frameToBatches(frame(rows, from)), { rowGroupRows });
  return path;
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjects();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const LABELS = [
  { origin: 'real' as const, generation: 0, source: 'a', rows: 1000 },
  { origin: 'real' as const, generation: 0, source: 'a', rows: 1000 },
  { origin: 'real' as const, generation: 0, source: 'a', rows: 345 },
  { origin: 'synthetic' as const, generation: 3, source: 'b', rows: 17 },
];

async function joined(): Promise<string> {
  const path = tempPath('joined.parquet');
  expect(await joinParquet(path, [await written(2345, 0), await written(17, 5000)])).toEqual([[1000, 1000, 345], [17]]);
  return path;
}

it('joins files row group by row group, as other readers see them', async () => {
  const path = await joined();
  await labelRowGroups(path, LABELS);
  const groups = await query(
    `SELECT row_group_id, any_value(row_group_num_rows) AS rows FROM parquet_metadata('${path}') GROUP BY ALL ORDER BY 1`,
  );
  expect(groups.map(({ rows }) => Number(rows))).toEqual([1000, 1000, 345, 17]);
  const metadata = await query(`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`);
  const labels = metadata.find(({ key }) => key === ORIGINS_KEY)?.value;
  expect(JSON.parse(String(labels))).toEqual(LABELS);
  const [sums] = await query(
    `SELECT count(*) AS rows, count(n) AS numbers, count(kind) AS kinds, sum(n) AS total, count(*) FILTER (n >= 5000/7) AS later FROM '${path}'`,
  );
  const numbers = [...Array(2345).keys(), ...Array.from({ length: 17 }, (_, i) => 5000 + i)];
  expect(Number(sums!.rows)).toBe(2362);
  expect(Number(sums!.numbers)).toBe(numbers.filter((n) => n % 5 !== 0).length);
  expect(Number(sums!.kinds)).toBe(numbers.filter((n) => n % 11 !== 0).length);
  expect(Number(sums!.total)).toBeCloseTo(
    numbers.reduce((sum, n) => sum + (n % 5 === 0 ? 0 : n / 7), 0),
    6,
  );
  expect(Number(sums!.later)).toBe(13);
});

it('is read back by its own reader as the parts were', async () => {
  const path = await joined();
  const { columns, rows } = await frameFromBatches(SCHEMA, parquetCodec.read(path));
  expect(rows).toBe(2362);
  const parts = [frame(2345, 0), frame(17, 5000)];
  columns.forEach((column, j) => {
    expect(valuesOf(column)).toEqual(parts.flatMap((part) => valuesOf(part.columns[j])));
  });
});

it('gives equal bytes for equal parts', async () => {
  const [a, b] = [await joined(), await joined()];
  expect(readFileSync(a)).toEqual(readFileSync(b));
});

it('knows the origin of row groups only where every one has its own label', async () => {
  const path = await joined();
  expect(await rowGroupOrigins(path)).toBeNull();
  await expect(labelRowGroups(path, LABELS.slice(1))).rejects.toThrow(RangeError);
  await labelRowGroups(path, LABELS);
  expect(await rowGroupOrigins(path)).toEqual(LABELS);
  const other = tempPath('other.parquet');
  // Joined to a part without labels, those of the first are not of the whole.
  await joinParquet(other, [path, await written(5, 0)]);
  expect(await rowGroupOrigins(other)).toBeNull();
  const unlabelled = await written(30, 0, 10);
  await labelTable(unlabelled, { origin: 'real', generation: 0, source: 's' });
  expect(await rowGroupOrigins(unlabelled)).toEqual(
    [10, 10, 10].map((rows) => ({ origin: 'real', generation: 0, source: 's', rows })),
  );
});

it('writes a footer again as it was read', async () => {
  const bytes = readFileSync(await written(2345, 0));
  const length = bytes.readUInt32LE(bytes.length - 8);
  const footer = bytes.subarray(bytes.length - 8 - length, bytes.length - 8);
  expect(writeThrift(readThrift(footer))).toEqual(Buffer.from(footer));
});

describe('a source that was generated', () => {
  it('is known by what a publication wrote into it, and by a pool’s labels', async () => {
    const metadata = { 'headwater.synthetic': 'true' };
    const published = tempPath('published.parquet');
    await parquetCodec.write(published, SCHEMA, frameToBatches(frame(50, 0)), { metadata });
    const arrow = tempPath('published.arrow');
    await arrowCodec.write(arrow, SCHEMA, frameToBatches(frame(50, 0)), { metadata });
    const pool = await joined();
    await labelRowGroups(pool, LABELS);
    const foreign = tempPath('foreign.parquet');
    await query(`COPY (SELECT 1 AS a) TO '${foreign}' (FORMAT parquet, KV_METADATA {'headwater.synthetic': 'true'})`);
    for (const path of [published, arrow, pool, foreign]) expect((await open(path)).synthetic).toBe(true);
  });

  it('is nothing that says so of nothing', async () => {
    const path = await written(50, 0);
    await labelTable(path, { origin: 'real', generation: 0, source: 's' });
    expect((await open(path)).synthetic).toBe(false);
    const csv = tempPath('plain.csv');
    writeFileSync(csv, 'a,b\n1,2\n3,4\n');
    expect((await open(csv)).synthetic ?? false).toBe(false);
  });
});
