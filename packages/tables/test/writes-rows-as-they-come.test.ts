import { existsSync, readFileSync } from 'node:fs';
import type { ColumnSchema, PhysicalType } from '@headwater/contracts';
import { frameToBatches, parquetCodec, RowSplit, splitFrame, TableWriter, takeRows, type Frame } from '../src';
import { tempPath } from './temp-files';

const ROWS = 140_000;

/** Numbers with gaps, a category whose last levels come late, and a boolean. */
function made(): Frame {
  const schemaOf = (name: string, type: ColumnSchema['type'], physical: PhysicalType): ColumnSchema => ({
    name,
    type,
    physical,
    role: 'feature',
    nullable: true,
    written: {},
  });
  const columns = [
    schemaOf('n', 'integer', 'int64'),
    schemaOf('c', 'category', 'utf8'),
    schemaOf('b', 'boolean', 'bool'),
  ] as const;
  const rows = Array.from({ length: ROWS }, (_, i) => i);
  const levels = [...Array.from({ length: 7 }, (_, k) => `level ${k}`), 'late'];
  return {
    schema: { version: 1, columns: [...columns] },
    rows: ROWS,
    columns: [
      {
        kind: 'numeric',
        schema: columns[0],
        values: Float64Array.from(rows, (i) => (i * 7919) % 10_007),
        valid: Uint8Array.from(rows, (i) => (i % 3 === 0 ? 0 : 1)),
      },
      {
        kind: 'categorical',
        schema: columns[1],
        codes: Int32Array.from(rows, (i) => (i % 50_000 === 49_999 ? 7 : i % 13 === 0 ? -1 : i % 7)),
        levels,
      },
      {
        kind: 'categorical',
        schema: columns[2],
        codes: Int32Array.from(rows, (i) => i % 2),
        levels: ['true', 'false'],
      },
    ],
  };
}

describe('a table writer', () => {
  const frame = made();

  test('writes the bytes of the whole table, however its rows come', async () => {
    const [expected, path] = [tempPath('a.parquet'), tempPath('b.parquet')];
    const whole = await parquetCodec.write(expected, frame.schema, frameToBatches(frame));
    const writer = new TableWriter(parquetCodec, path, frame.schema);
    for (let start = 0, size = 1; start < ROWS; start += size, size = Math.min(size * 3, ROWS - start)) {
      const places = Uint32Array.from({ length: size }, (_, i) => start + i);
      // Once as a piece of a table, once as a table of its own.
      if (size % 2 === 0) await writer.add(frame, places);
      else await writer.add(takeRows(frame, places));
    }
    expect(await writer.finish()).toEqual(whole);
    expect(readFileSync(path).equals(readFileSync(expected))).toBe(true);
  });

  test('parts a table as splitFrame does', async () => {
    const { train, holdout } = splitFrame(frame, 0.3, 11);
    const split = new RowSplit(ROWS, 0.3, 11);
    const paths = [tempPath('train.parquet'), tempPath('holdout.parquet')];
    const writers = paths.map((path) => new TableWriter(parquetCodec, path, frame.schema));
    for (let start = 0; start < ROWS; start += 4999) {
      const rows = Math.min(4999, ROWS - start);
      const piece = takeRows(
        frame,
        Uint32Array.from({ length: rows }, (_, i) => start + i),
      );
      const { kept, held } = split.next(rows);
      await writers[0]!.add(piece, kept);
      await writers[1]!.add(piece, held);
    }
    for (const writer of writers) await writer.finish();
    for (const [k, part] of [train, holdout].entries()) {
      const expected = tempPath('expected.parquet');
      await parquetCodec.write(expected, part.schema, frameToBatches(part));
      expect(readFileSync(paths[k]!).equals(readFileSync(expected))).toBe(true);
    }
  });

  test('leaves no file when it is given up, after none and after many rows', async () => {
    for (const times of [0, 2]) {
      const path = tempPath('t.parquet');
      const writer = new TableWriter(parquetCodec, path, frame.schema);
      for (let k = 0; k < times; k++) await writer.add(frame);
      await writer.abandon(new Error('stop'));
      expect(existsSync(path)).toBe(false);
    }
  });

  test('tells why it cannot write', async () => {
    const writer = new TableWriter(parquetCodec, tempPath('none/t.parquet'), frame.schema);
    const filling = async (): Promise<void> => {
      await writer.add(frame);
      await writer.finish();
    };
    await expect(filling()).rejects.toThrow('ENOENT');
    await writer.abandon(new Error('after all'));
  });
});
