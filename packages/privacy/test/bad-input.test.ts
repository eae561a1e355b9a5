import { MEASURE_FAMILIES, type HeadwaterError, type Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { assessPrivacy } from '../src';
import { frameOf, unwatched, type Cell, type ColumnData } from '../../quality/test/support/frames';

const table = (rows: number, index = 0): Frame => {
  const random = new RandomStream(8, 'test/bad-input', index);
  return frameOf({
    x: { type: 'decimal', values: Array.from({ length: rows }, () => random.normal()) },
    g: { type: 'category', values: Array.from({ length: rows }, () => 'abc'[random.below(3)] as string) },
  });
};
const options = { sampleRows: 50, seed: 1, ...unwatched };
const COPIES = ['share_closer_to_train', 'dcr_ratio_to_holdout', 'dcr_p5_ratio_to_holdout', 'exact_matches'];
const scoresOf = (measures: readonly Measure[], names = COPIES): (number | null)[] =>
  names.map((name) => (measures.find((m) => m.name === name) as Measure).score);
/** Every score is a finite number, or null with a reason; so are references and the ends of intervals. */
const expectSound = (measures: readonly Measure[]): void => {
  for (const { name, score, reference, interval, reason, family, rates } of measures) {
    const numbers = [score, reference, ...(interval ?? []), ...Object.values(rates ?? {})].filter((n) => n !== null);
    expect([name, numbers.filter((n) => !Number.isFinite(n))]).toEqual([name, []]);
    expect([name, score === null, typeof reason]).toEqual([
      name,
      score === null,
      score === null ? 'string' : 'undefined',
    ]);
    expect(MEASURE_FAMILIES).toContain(family);
    if (score !== null && interval !== null) {
      expect(interval[0]).toBeLessThanOrEqual(score);
      expect(interval[1]).toBeGreaterThanOrEqual(score);
    }
  }
};

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
  expectSound(onlyIds.measures);
  expect(onlyIds.measures.filter((m) => m.score !== null).map((m) => [m.name, m.score])).toEqual([
    ['identifier_reuse', 1],
  ]);
  const flat = frameOf({
    one: { type: 'integer', values: new Array(30).fill(1) },
    nothing: { type: 'decimal', values: new Array(30).fill(null) },
  });
  const constant = await assessPrivacy({ train: flat, holdout: flat, synthetic: flat, ...options });
  expect(scoresOf(constant.measures)).toEqual([0.5, 1, 1, 1]);
  expectSound(constant.measures);
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
  expect(scoresOf(measures)).toEqual([0.5, 1, 1, 1]);
  expectSound(measures);
});

test('one row a table, no synthetic rows, no training rows', async () => {
  for (const [t, h, s] of [
    [1, 1, 1],
    [60, 60, 0],
    [0, 60, 60],
    [60, 0, 60],
  ] as const) {
    const { measures, rows } = await assessPrivacy({
      train: table(t),
      holdout: table(h, 1),
      synthetic: table(s, 2),
      ...options,
    });
    expect(rows).toEqual({ train: t, holdout: h, synthetic: s });
    expectSound(measures);
    expect(scoresOf(measures, ['linkability', 'membership_auc', 'nndr_p5'])).toEqual([null, null, null]);
    expect(scoresOf(measures, ['exact_matches'])[0]).toBe(t > 0 && s > 0 ? 0 : null);
  }
});

test('thousands of levels, one column constant, one all missing', async () => {
  const levels = (index: number): Frame => {
    const random = new RandomStream(9, 'test/levels', index);
    const values = (of: (i: number) => Cell): Cell[] => Array.from({ length: 3000 }, (_, i) => of(i));
    return frameOf({
      city: { type: 'category', role: 'quasi-identifier', values: values((i) => `${index}-${i}`) },
      kind: { type: 'category', role: 'target', values: values(() => random.below(4)) },
      one: { type: 'integer', values: values(() => 7) },
      nothing: { type: 'decimal', values: values(() => null) },
      when: { type: 'timestamp', values: values(() => 1e12 + random.below(1e6)) },
    });
  };
  const made = await assessPrivacy({
    train: levels(0),
    holdout: levels(1),
    synthetic: levels(2),
    ...options,
    targets: 50,
    searchedRows: 500,
  });
  expectSound(made.measures);
  expect(made.measures.filter((m) => m.score === null && !m.notApplicable)).toEqual([]);
  expect(made.notes.join(' ')).toContain('on at most 50 rows of each table, searching at most 500');
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

test('1,000 columns and 300 rows', async () => {
  // Made by arithmetic alone: random streams are slow inside the test runner.
  const wide = (index: number): Frame => {
    const cell = (i: number, j: number): number =>
      ((i * 7919 + j * 104729 + index * 1299709 + i * j * 31) % 9973) / 9973;
    const column = (j: number): ColumnData =>
      j % 2 === 0
        ? { type: 'category', values: Array.from({ length: 300 }, (_, i) => Math.floor(4 * cell(i, j))) }
        : { type: 'decimal', values: Array.from({ length: 300 }, (_, i) => cell(i, j)) };
    return frameOf(Object.fromEntries(Array.from({ length: 1000 }, (_, j) => [`c${j}`, column(j)])));
  };
  const train = wide(0);
  const request = { train, holdout: wide(1), synthetic: train, ...options, sampleRows: 5000, targets: 50 };
  const evidence = await assessPrivacy(request);
  expect(evidence.notes.join(' ')).toContain('from 150 of 300 synthetic rows');
  expect(evidence.measures.find((m) => m.name === 'share_closer_to_train')?.score).toBe(1);
});
