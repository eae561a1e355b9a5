import type { TableSchema } from '@headwater/contracts';
import { frameSource, sampleRows, type Frame, type RowSource } from '../src';
import { slicesOf } from '../src/rows/slices-of';
import { valuesOf } from './temp-files';

const SCHEMA: TableSchema = {
  version: 1,
  columns: [
    { name: 'n', type: 'integer', physical: 'int64', role: 'feature', nullable: true, written: {} },
    { name: 'c', type: 'category', physical: 'utf8', role: 'feature', nullable: true, written: {} },
    { name: 'b', type: 'boolean', physical: 'bool', role: 'feature', nullable: true, written: {} },
  ],
};

/** Rows 0 … count-1 as frames of `size` rows, each with a dictionary of its own, turned round in every other one. */
function tableOf(count: number, size: number): RowSource {
  async function* batches(): AsyncGenerator<Frame> {
    for (let start = 0; start < count; start += size) {
      const rows = Math.min(size, count - start);
      const lines = Array.from({ length: rows }, (_, i) => start + i);
      const own = lines.map((row) => `level ${row}`);
      const turned = start % (2 * size) === 0;
      yield {
        schema: SCHEMA,
        rows,
        columns: [
          {
            kind: 'numeric',
            schema: SCHEMA.columns[0]!,
            values: Float64Array.from(lines),
            valid: start === 0 ? null : Uint8Array.from(lines, (row) => (row % 9 === 0 ? 0 : 1)),
          },
          {
            kind: 'categorical',
            schema: SCHEMA.columns[1]!,
            codes: Int32Array.from(lines, (row, i) => (row % 5 === 0 ? -1 : turned ? rows - 1 - i : i)),
            levels: turned ? own.reverse() : own,
          },
          {
            kind: 'categorical',
            schema: SCHEMA.columns[2]!,
            codes: new Int32Array(rows).fill(1),
            levels: ['true', 'false'],
          },
        ],
      };
    }
  }
  return { schema: SCHEMA, rows: count, batches };
}

const rowsIn = (frame: Frame): number[] => [...(frame.columns[0] as { values: Float64Array }).values];

describe('sampleRows', () => {
  test('takes as many rows as asked for, whole and in order, the same for equal seeds', async () => {
    const source = tableOf(1000, 64);
    const sample = await sampleRows(source, 100, 5);
    const rows = rowsIn(sample);
    expect([sample.rows, new Set(rows).size]).toEqual([100, 100]);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(valuesOf(sample.columns[0])).toEqual(rows.map((row) => (row >= 64 && row % 9 === 0 ? null : row)));
    const expected = rows.map((row) => (row % 5 === 0 ? null : `level ${row}`));
    expect(valuesOf(sample.columns[1])).toEqual(expected);
    expect((sample.columns[1] as { levels: string[] }).levels).toEqual(expected.filter((level) => level !== null));
    expect((sample.columns[2] as { levels: string[] }).levels).toEqual(['true', 'false']);
    expect(await sampleRows(source, 100, 5)).toEqual(sample);
    expect(rowsIn(await sampleRows(source, 100, 6))).not.toEqual(rows);
    // The same rows however the table is cut.
    expect(rowsIn(await sampleRows(tableOf(1000, 7), 100, 5))).toEqual(rows);
  });

  test('takes all where there are no more, none where none is asked for, and refuses what is no count', async () => {
    const source = tableOf(50, 20);
    expect(rowsIn(await sampleRows(source, 80, 1))).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect((await sampleRows(source, 0, 1)).rows).toBe(0);
    await expect(sampleRows(source, -1, 1)).rejects.toThrow('got -1');
    await expect(sampleRows(source, 2.5, 1)).rejects.toThrow(RangeError);
  });

  test('draws every row equally often, and so every pair of neighbours', async () => {
    const [rows, n, draws] = [60, 12, 4000];
    let whole: Frame | undefined;
    for await (const frame of tableOf(rows, rows).batches()) whole = frame;
    const source = frameSource(whole!);
    expect([...slicesOf(whole!)]).toHaveLength(1);
    const single = new Float64Array(rows);
    const pairs = new Float64Array(rows);
    for (let seed = 0; seed < draws; seed++) {
      const drawn = new Set(rowsIn(await sampleRows(source, n, seed)));
      for (const row of drawn) {
        single[row]!++;
        if (drawn.has((row + 1) % rows)) pairs[row]!++;
      }
    }
    const p = n / rows;
    // Inclusions of a draw without replacement are correlated: the statistic is scaled so that it is chi-square.
    const chi = single.reduce((sum, count) => sum + (count - draws * p) ** 2, 0) / (draws * p * (1 - p));
    const degrees = rows - 1;
    expect(((chi * (rows - 1)) / rows - degrees) / Math.sqrt(2 * degrees)).toBeLessThan(4);
    const q = (p * (n - 1)) / (rows - 1);
    for (const count of pairs) expect(Math.abs(count - draws * q)).toBeLessThan(5 * Math.sqrt(draws * q * (1 - q)));
  });
});
