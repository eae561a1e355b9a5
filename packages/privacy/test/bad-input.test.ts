import type { HeadwaterError } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { assessPrivacy } from '../src';
import { frameOf, unwatched, type ColumnData } from './support/frames';

const table = (rows: number, index = 0): Frame => {
  const random = new RandomStream(8, 'test/bad-input', index);
  return frameOf({
    x: { type: 'decimal', values: Array.from({ length: rows }, () => random.normal()) },
    g: { type: 'category', values: Array.from({ length: rows }, () => 'abc'[random.below(3)] as string) },
  });
};
const options = { sampleRows: 50, seed: 1, ...unwatched };

test.each([0, 1, 2, 19])('%i held-out rows: distances are not computed, exact matches are', async (rows) => {
  const { measures, distances } = await assessPrivacy({
    train: table(60),
    holdout: table(rows, 1),
    synthetic: table(60, 2),
    ...options,
  });
  expect(distances).toBeUndefined();
  for (const name of ['share_closer_to_train', 'dcr_ratio_to_holdout', 'dcr_p5_ratio_to_holdout']) {
    const measure = measures.find((m) => m.name === name);
    expect(measure).toMatchObject({ score: null, reference: null, interval: null });
    expect(measure?.reason).toBe(`it needs 20 held-out rows or more, and has ${rows}`);
  }
  expect(measures.find((m) => m.name === 'exact_matches')?.score).toBe(0);
});

test('no rows anywhere, no column to compare, constant and all-missing columns', async () => {
  const none = table(0);
  for (const m of (await assessPrivacy({ train: none, holdout: none, synthetic: none, ...options })).measures) {
    expect(m.score).toBeNull();
    expect(m.reason).toBeTruthy();
  }
  const ids = frameOf({ id: { type: 'identifier', values: Array.from({ length: 30 }, (_, i) => `i${i}`) } });
  const onlyIds = await assessPrivacy({ train: ids, holdout: ids, synthetic: ids, ...options });
  expect(onlyIds.measures.map((m) => [m.name, m.score])).toEqual([
    ['share_closer_to_train', null],
    ['dcr_ratio_to_holdout', null],
    ['dcr_p5_ratio_to_holdout', null],
    ['exact_matches', null],
    ['identifier_reuse', 1],
  ]);
  const flat = frameOf({
    one: { type: 'integer', values: new Array(30).fill(1) },
    nothing: { type: 'decimal', values: new Array(30).fill(null) },
  });
  const constant = await assessPrivacy({ train: flat, holdout: flat, synthetic: flat, ...options });
  expect(constant.measures.map((m) => m.score)).toEqual([0.5, 1, 1, 1]);
  expect(JSON.stringify(constant)).not.toContain('NaN');
});

test('infinities, negative zero and one-sided missing values do not break distances', async () => {
  const odd = frameOf({
    x: {
      type: 'decimal',
      values: Array.from({ length: 30 }, (_, i) => [Infinity, -Infinity, 0, -0, null][i % 5] as number | null),
    },
    g: { type: 'boolean', values: Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? null : i % 2 === 0)) },
  });
  const { measures } = await assessPrivacy({ train: odd, holdout: odd, synthetic: odd, ...options });
  expect(measures.map((m) => m.score)).toEqual([0.5, 1, 1, 1]);
});

test('other columns or kinds are refused with a code, naming the table and the column', async () => {
  const good = table(30);
  const renamed = frameOf({ x: { type: 'decimal', values: [1] }, h: { type: 'category', values: ['a'] } });
  const retyped = frameOf({ x: { type: 'category', values: ['1'] }, g: { type: 'category', values: ['a'] } });
  const shorter = frameOf({ x: { type: 'decimal', values: [1] } });
  for (const [bad, says] of [
    [renamed, '"h", expected "g"'],
    [retyped, '"x"'],
    [shorter, '1 columns'],
  ] as const) {
    const error = await assessPrivacy({ train: good, holdout: good, synthetic: bad, ...options }).catch(
      (e: HeadwaterError) => e,
    );
    expect(error).toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH', where: 'synthetic' });
    expect((error as HeadwaterError).message).toContain(says);
  }
});

test('a request to stop ends the work with RUN_CANCELLED', async () => {
  const train = table(3000);
  const request = {
    train,
    holdout: table(3000, 1),
    synthetic: table(3000, 2),
    sampleRows: 3000,
    seed: 1,
    report: () => undefined,
    // Looks are taken by time, all but the first: a quick machine may be done before a second one.
    stopRequested: () => true,
  };
  await expect(assessPrivacy(request)).rejects.toMatchObject({
    code: 'RUN_CANCELLED',
    message: 'assessment was cancelled',
  });
});

test('2,000 columns and 300 rows', async () => {
  // Made by arithmetic alone: random streams are slow inside the test runner.
  const wide = (index: number): Frame => {
    const cell = (i: number, j: number): number =>
      ((i * 7919 + j * 104729 + index * 1299709 + i * j * 31) % 9973) / 9973;
    const column = (j: number): ColumnData =>
      j % 2 === 0
        ? { type: 'category', values: Array.from({ length: 300 }, (_, i) => Math.floor(4 * cell(i, j))) }
        : { type: 'decimal', values: Array.from({ length: 300 }, (_, i) => cell(i, j)) };
    return frameOf(Object.fromEntries(Array.from({ length: 2000 }, (_, j) => [`c${j}`, column(j)])));
  };
  const train = wide(0);
  const start = performance.now();
  const evidence = await assessPrivacy({ train, holdout: wide(1), synthetic: train, ...options, sampleRows: 300 });
  expect(evidence.measures.find((m) => m.name === 'share_closer_to_train')?.score).toBe(1);
  expect(performance.now() - start).toBeLessThan(15_000);
});
