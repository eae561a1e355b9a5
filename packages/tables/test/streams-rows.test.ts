import { type RecordBatch } from 'apache-arrow';
import type { ColumnSchema, TableSchema } from '@headwater/contracts';
import {
  collect,
  fileSource,
  frameFromBatches,
  frameSource,
  frameToBatches,
  MOST_FRAME_ROWS,
  parquetCodec,
  snapshotSource,
  type CategoricalColumn,
  type Frame,
  type RowSource,
} from '../src';
import { framesOf } from '../src/rows/frames-of';
import { expectSame, open, tempFile, tempPath, valuesOf } from './temp-files';

const column = (name: string, type: ColumnSchema['type']): ColumnSchema => ({
  name,
  type,
  physical: type === 'integer' ? 'int64' : type === 'boolean' ? 'bool' : 'utf8',
  role: 'feature',
  nullable: true,
  written: type === 'boolean' ? { trueText: 'yes', falseText: 'no' } : {},
});
const SCHEMA: TableSchema = {
  version: 1,
  columns: [column('n', 'integer'), column('c', 'category'), column('b', 'boolean'), column('t', 'text')],
};

/** Batches of `size` rows; a category's new level comes with every 97th row, to the end. */
function* batches(rows: number, size: number): Generator<RecordBatch> {
  for (let start = 0; start < rows; start += size) {
    const end = Math.min(rows, start + size);
    const lines = Array.from({ length: end - start }, (_, i) => start + i);
    const levelOf = (row: number): string => `level ${row % 97 === 0 ? row : row % 5}`;
    const levels = [...new Set(lines.map(levelOf))];
    const codes = new Map(levels.map((level, code) => [level, code]));
    yield* frameToBatches({
      schema: SCHEMA,
      rows: lines.length,
      columns: [
        {
          kind: 'numeric',
          schema: SCHEMA.columns[0]!,
          values: Float64Array.from(lines),
          valid: Uint8Array.from(lines, (row) => (row % 7 === 3 ? 0 : 1)),
        },
        {
          kind: 'categorical',
          schema: SCHEMA.columns[1]!,
          codes: Int32Array.from(lines, (row) => (row % 11 === 4 ? -1 : codes.get(levelOf(row))!)),
          levels,
        },
        {
          kind: 'categorical',
          schema: SCHEMA.columns[2]!,
          codes: Int32Array.from(lines, (row) => row % 2),
          levels: ['yes', 'no'],
        },
        {
          kind: 'categorical',
          schema: SCHEMA.columns[3]!,
          codes: Int32Array.from(lines, (_, i) => i),
          levels: lines.map((row) => `text ${row}`),
        },
      ],
    });
  }
}

async function framesIn(source: RowSource): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of source.batches()) frames.push(frame);
  return frames;
}

function values(frames: readonly Frame[]): (string | number | null)[][] {
  return frames[0]!.columns.map((_, j) => frames.flatMap((frame) => valuesOf(frame.columns[j])));
}

const levelsOf = (frames: readonly Frame[], j: number): string[][] =>
  frames.map((frame) => (frame.columns[j] as CategoricalColumn).levels);

describe('a row source', () => {
  test('of a file gives what reading it whole gives, in every pass', async () => {
    const lines = Array.from(
      { length: 70_000 },
      (_, i) => `${i % 13},${i % 5000 === 0 ? `late ${i}` : i % 3},${i / 8}`,
    );
    const opened = await open(tempFile('t.csv', `a,b,c\n${lines.join('\n')}\n`), {
      overrides: { b: { type: 'category' } },
    });
    const source = fileSource(opened);
    const whole = await frameFromBatches(opened.schema, opened.batches());
    expect(source.rows).toBe(70_000);
    for (let pass = 0; pass < 2; pass++) {
      const frames = await framesIn(source);
      expect(frames.length).toBeGreaterThan(2);
      expect(Math.max(...frames.map((frame) => frame.rows))).toBeLessThanOrEqual(MOST_FRAME_ROWS);
      expect(new Set(levelsOf(frames, 1)).size).toBe(1);
      expectSame(values(frames), whole.columns.map(valuesOf));
    }
    expectSame(await collect(source), whole);
  });

  test('of typed and JSON files, too', async () => {
    const path = tempPath('t.parquet');
    await parquetCodec.write(path, SCHEMA, batches(500, 100));
    const lines = Array.from({ length: 300 }, (_, i) => JSON.stringify({ a: i % 4, b: `x${i % 9}` })).join('\n');
    for (const file of [path, tempFile('t.jsonl', lines)]) {
      const opened = await open(file);
      const whole = await frameFromBatches(opened.schema, opened.batches());
      expect(await collect(fileSource(opened))).toEqual(whole);
    }
  });

  test('of a snapshot can be left early and read again', async () => {
    const path = tempPath('t.parquet');
    await parquetCodec.write(path, SCHEMA, batches(70_000, 10_000));
    const source = snapshotSource(path, SCHEMA, 70_000);
    for (let pass = 0; pass < 3; pass++) {
      for await (const frame of source.batches()) {
        expect(valuesOf(frame.columns[0])[1]).toBe(1);
        break;
      }
    }
    const whole = await frameFromBatches(SCHEMA, parquetCodec.read(path));
    const [one, other] = [await collect(source), await collect(source)];
    expectSame(one, whole);
    expectSame(other, whole);
  });

  test('of a frame cuts it without copying', async () => {
    const frame = await frameFromBatches(SCHEMA, batches(70_000, 70_000));
    const frames = await framesIn(frameSource(frame));
    expect(frames.map(({ rows }) => rows)).toEqual([65_536, 4464]);
    expectSame(values(frames), frame.columns.map(valuesOf));
    expect((frames[1]!.columns[0] as { values: Float64Array }).values.buffer).toBe(
      (frame.columns[0] as { values: Float64Array }).values.buffer,
    );
    expect(await framesIn(frameSource({ ...frame, rows: 0 }))).toEqual([]);
  });
});

describe('dictionaries of a pass', () => {
  test('are one a column while the table is short, however late a level comes', async () => {
    const frames: Frame[] = [];
    const seen: string[] = [];
    for await (const frame of framesOf(SCHEMA, batches(3000, 50), 3000)) {
      frames.push(frame);
      const { codes, levels } = frame.columns[1] as CategoricalColumn;
      for (const code of codes) if (code >= 0 && seen[code] === undefined) seen[code] = levels[code]!;
    }
    for (const j of [1, 2, 3]) expect(new Set(levelsOf(frames, j)).size).toBe(1);
    expect(levelsOf(frames, 1)[0]).toEqual(seen);
    expectSame(values(frames), (await frameFromBatches(SCHEMA, batches(3000, 50))).columns.map(valuesOf));
  });

  test('of texts begin anew with each frame of a long table, those of categories do not', async () => {
    const frames: Frame[] = [];
    for await (const frame of framesOf(SCHEMA, batches(3000, 100), 10_000_000)) frames.push(frame);
    expect(new Set(levelsOf(frames, 1)).size).toBe(1);
    expect(levelsOf(frames, 2).every((levels) => levels.join() === 'yes,no')).toBe(true);
    expect(levelsOf(frames, 3).map((levels) => levels.length)).toEqual(new Array(30).fill(100));
    expectSame(values(frames), (await frameFromBatches(SCHEMA, batches(3000, 100))).columns.map(valuesOf));
  });

  test('of categories begin anew once they have passed 131,072 levels', async () => {
    const schema: TableSchema = { version: 1, columns: [column('c', 'category')] };
    function* unique(): Generator<RecordBatch> {
      for (let k = 0; k < 6; k++) {
        const levels = Array.from({ length: 60_000 }, (_, i) => `level ${k * 60_000 + i}`);
        const codes = Int32Array.from(levels, (_, i) => i);
        yield* frameToBatches({
          schema,
          rows: 60_000,
          columns: [{ kind: 'categorical', schema: schema.columns[0]!, codes, levels }],
        });
      }
    }
    const dictionaries: string[][] = [];
    for await (const frame of framesOf(schema, unique(), 360_000)) dictionaries.push(...levelsOf([frame], 0));
    const [first, , third, fourth, , sixth] = dictionaries;
    expect(third).toBe(first);
    expect(fourth).not.toBe(first);
    expect(sixth).toBe(fourth);
    expect([first!.length, fourth!.length]).toEqual([180_000, 180_000]);
  });
});
