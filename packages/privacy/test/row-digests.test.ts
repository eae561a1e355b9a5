import { RandomStream } from '@headwater/random';
import { concatFrames, takeRows, type Frame } from '@headwater/tables';
import { assessPrivacy, RowDigests } from '../src';
import { frameOf, unwatched, type Cell } from '../../quality/test/support/frames';

const rows = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** Few different cells, so that rows repeat by chance; half of the cells of `when` are missing. */
function table(count: number, index: number): Frame {
  const random = new RandomStream(4, 'test/row-digests', index);
  const values = (of: () => Cell): Cell[] => Array.from({ length: count }, of);
  return frameOf({
    size: { type: 'decimal', values: values(() => random.below(8) / 4) },
    town: { type: 'category', values: values(() => 'abcdefgh'[random.below(8)] as string) },
    when: { type: 'date', values: values(() => (random.below(2) === 0 ? null : random.below(5))) },
    yes: { type: 'boolean', values: values(() => random.below(2) === 1) },
  });
}

/** What a row holds, as text. */
function texts(frame: Frame): string[] {
  return rows(0, frame.rows).map((i) =>
    frame.columns
      .map((c) => (c.kind === 'categorical' ? c.levels[c.codes[i] as number] : c.valid?.[i] === 0 ? '' : c.values[i]))
      .join('|'),
  );
}

test('as many rows are found as by their text, with other dictionaries, in one frame or in many', () => {
  const [known, asked] = [table(700, 0), table(900, 1)];
  const expected = texts(asked).filter((text) => new Set(texts(known)).has(text)).length;
  expect(expected).toBeGreaterThan(100);
  expect(expected).toBeLessThan(800);
  expect(RowDigests.of(known).countRows(asked)).toBe(expected);
  const parts = new RowDigests();
  for (const [from, to] of [
    [0, 1],
    [1, 300],
    [300, 300],
    [300, 700],
  ] as const) {
    // Through concatFrames each part gets a dictionary of its own, in the order of its rows.
    parts.add(concatFrames([takeRows(known, rows(from, to).reverse())]));
    parts.countRows(asked);
  }
  expect(parts.rows).toBe(700);
  expect(parts.countRows(asked)).toBe(expected);
  expect(new RowDigests().countRows(asked)).toBe(0);
});

test('-0 is 0, missing is missing and no value, and columns are not mixed up', () => {
  const one = (a: Cell, b: Cell, c: Cell): Frame =>
    frameOf({
      a: { type: 'decimal', values: [a] },
      b: { type: 'decimal', values: [b] },
      c: { type: 'category', values: [c] },
    });
  const known = RowDigests.of(concatFrames([one(0, 1, 'x'), one(null, 5, null), one(2, 3, '')]));
  const isKnown = (frame: Frame): boolean => known.countRows(frame) === 1;
  expect([one(-0, 1, 'x'), one(null, 5, null), one(NaN, 5, null), one(2, 3, '')].map(isKnown)).toEqual(
    new Array(4).fill(true),
  );
  const others = [one(1, 0, 'x'), one(0, 1, 'y'), one(5, null, null), one(0, 5, null), one(null, 5, ''), one(3, 2, '')];
  expect(others.map(isKnown)).toEqual(new Array(6).fill(false));
});

test('identifiers are no part of a row, and known column by column', () => {
  const people = (id: string, mail: Cell, age: number): Frame =>
    frameOf({
      id: { type: 'identifier', values: [id] },
      mail: { type: 'text', values: [mail] },
      age: { type: 'integer', values: [age] },
    });
  const known = RowDigests.of(concatFrames([people('1', 'a@b', 30), people('2', null, 40)]));
  expect([known.countRows(people('9', 'z', 30)), known.countIdentifiers(people('9', 'z', 30))]).toEqual([1, 0]);
  expect(known.countIdentifiers(people('2', 'z', 50))).toBe(1);
  expect(known.countIdentifiers(people('9', 'a@b', 50))).toBe(1);
  expect(known.countIdentifiers(people('a@b', '1', 50))).toBe(0);
  expect(known.countIdentifiers(people('9', null, 50))).toBe(0);
});

test('other columns are refused', () => {
  const known = RowDigests.of(table(5, 0));
  const other = frameOf({ size: { type: 'decimal', values: [1] } });
  expect(() => known.add(other)).toThrow(expect.objectContaining({ code: 'SOURCE_SCHEMA_MISMATCH' }));
  expect(() => known.countRows(other)).toThrow(expect.objectContaining({ code: 'SOURCE_SCHEMA_MISMATCH' }));
  expect(() => known.countIdentifiers(other)).toThrow(expect.objectContaining({ code: 'SOURCE_SCHEMA_MISMATCH' }));
});

/** Whole numbers of every row, spread over three columns: no two rows are alike, and each is far from random. */
function grid(from: number, count: number): Frame {
  const column = (name: string, of: (i: number) => number): Frame['columns'][number] => ({
    kind: 'numeric',
    schema: { name, type: 'integer', physical: 'int64', role: 'feature', nullable: false, written: {} },
    values: Float64Array.from({ length: count }, (_, i) => of(from + i)),
    valid: null,
  });
  const columns = [
    column('a', (i) => i % 100),
    column('b', (i) => Math.floor(i / 100) % 100),
    column('c', (i) => Math.floor(i / 10_000)),
  ];
  return { schema: { version: 1, columns: columns.map((c) => c.schema) }, rows: count, columns };
}

test('a million rows that differ little: each is found, no other is, in 8 bytes a row', () => {
  const digests = new RowDigests();
  for (let from = 0; from < 1_000_000; from += 100_000) digests.add(grid(from, 100_000));
  expect(digests.countRows(grid(999_900, 200))).toBe(100);
  const parts = grid(1_000_000, 100_000);
  expect(digests.countRows(parts)).toBe(0);
  expect(digests.countRows(grid(450_000, 100_000))).toBe(100_000);
  expect(digests.bytes).toBe(8 * 1_000_000);
});

test('copies of rows outside the sample are found with digests of all', async () => {
  const all = grid(0, 4000);
  const request = {
    train: takeRows(all, rows(0, 100)),
    holdout: grid(9000, 100),
    sampleRows: 50,
    seed: 1,
    ...unwatched,
  };
  const synthetic = concatFrames([takeRows(all, rows(2000, 2040)), grid(20_000, 60)]);
  const share = async (allTrain: { allTrain?: RowDigests }): Promise<unknown> => {
    const { measures } = await assessPrivacy({ ...request, ...allTrain, synthetic, targets: 20 });
    return measures.find((m) => m.name === 'exact_matches');
  };
  expect(await share({})).toMatchObject({ score: 0, reference: 0 });
  expect(await share({ allTrain: RowDigests.of(all) })).toMatchObject({
    score: 0.4,
    reference: 0,
    family: 'disclosure',
  });
  const other = RowDigests.of(table(3, 0));
  await expect(share({ allTrain: other })).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH' });
});
