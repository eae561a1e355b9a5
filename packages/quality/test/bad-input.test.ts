import type { Evidence, HeadwaterError, Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { assessQuality } from '../src';
import { frameOf, unwatched, type ColumnData } from './support/frames';

const options = { sampleRows: 500, seed: 1, ...unwatched };
/** Made by arithmetic alone: random streams are slow inside the test runner. */
const cell = (i: number, j: number): number => ((i * 7919 + j * 104729 + i * j * 31) % 9973) / 9973;

function table(rows: number, from = 0): Frame {
  const x = Array.from({ length: rows }, (_, i) => cell(i + from, 1));
  const y = x.map((v, i) => v + 0.2 * cell(i + from, 2));
  return frameOf({
    x: { type: 'decimal', values: x },
    y: { type: 'decimal', values: y },
    g: { type: 'category', values: x.map((v) => (v > 0.5 ? 'a' : 'b')) },
  });
}
const scores = (evidence: Evidence): (number | null)[] => evidence.measures.map((m) => m.score);
const measure = (evidence: Evidence, name: string): Measure =>
  evidence.measures.find((m) => m.name === name) as Measure;

test.each([0, 1, 19])('%i held-out rows: the two-sample test is not computed, all else is', async (rows) => {
  const evidence = await assessQuality({
    train: table(60),
    holdout: table(rows, 60),
    synthetic: table(60, 200),
    ...options,
  });
  expect(evidence.measures.map((m) => m.name)).toEqual([
    'column_shapes',
    'column_pair_trends',
    'quality_score',
    'two_sample_auc',
  ]);
  const last = measure(evidence, 'two_sample_auc');
  expect(last).toMatchObject({
    score: null,
    reason: `it needs 20 held-out and 20 synthetic rows or more, and has ${rows}`,
  });
  expect(
    scores(evidence)
      .slice(0, 3)
      .every((s) => s !== null && s > 0.8),
  ).toBe(true);
  if (rows === 0) expect(measure(evidence, 'column_shapes').reference).toBeNull();
});

test('no rows, no columns, one column, a constant table: reasons, no exceptions, no NaN', async () => {
  const ids = frameOf({ id: { type: 'identifier', values: ['a', 'b'] } });
  for (const frame of [table(0), frameOf({}), ids]) {
    const evidence = await assessQuality({ train: frame, holdout: frame, synthetic: frame, ...options });
    expect(scores(evidence)).toEqual([null, null, null, null]);
    for (const m of evidence.measures) expect(m.reason).toBeTruthy();
    expect(JSON.stringify(evidence)).not.toMatch(/NaN|Infinity/);
  }
  const one = frameOf({ x: { type: 'decimal', values: Array.from({ length: 30 }, (_, i) => i) } });
  const single = await assessQuality({ train: one, holdout: one, synthetic: one, ...options });
  expect(measure(single, 'column_pair_trends').reason).toBe('fewer than two columns can be compared');
  expect(measure(single, 'quality_score').score).toBe(1);
  const same: ColumnData = { type: 'integer', values: new Array<number>(30).fill(4) };
  const flat = frameOf({
    a: same,
    b: same,
    c: { type: 'category', values: new Array<string>(30).fill('z') },
    d: { type: 'date', values: new Array<null>(30).fill(null) },
  });
  const constant = await assessQuality({ train: flat, holdout: flat, synthetic: flat, ...options });
  expect(scores(constant)).toEqual([1, null, 1, 0.5]);
  expect(measure(constant, 'column_pair_trends').reason).toBe(
    'no two columns are clearly related in the training rows',
  );
});

test('infinities: the pair is left out, the rest is scored', async () => {
  const odd = frameOf({
    x: { type: 'decimal', values: Array.from({ length: 40 }, (_, i) => (i === 3 ? Infinity : i)) },
    g: { type: 'category', values: Array.from({ length: 40 }, (_, i) => (i < 20 ? 'a' : 'b')) },
  });
  const evidence = await assessQuality({ train: odd, holdout: odd, synthetic: odd, ...options });
  expect(scores(evidence).slice(0, 3)).toEqual([1, null, 1]);
  expect(JSON.stringify(evidence)).not.toMatch(/NaN|Infinity/);
});

test('other columns or kinds are refused with a code, naming the table and the column', async () => {
  const good = table(30);
  const swapped = { ...good, columns: [...good.columns].reverse() };
  const retyped = frameOf({
    x: { type: 'category', values: ['1'] },
    y: { type: 'decimal', values: [1] },
    g: { type: 'category', values: ['a'] },
  });
  for (const [bad, says] of [
    [swapped, 'column 1 is "g", expected "x"'],
    [retyped, 'column "x" is categorical'],
    [frameOf({}), '0 columns'],
  ] as const) {
    const error = await assessQuality({ train: good, holdout: bad, synthetic: good, ...options }).catch(
      (e: HeadwaterError) => e,
    );
    expect(error).toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH', where: 'held-out' });
    expect((error as HeadwaterError).message).toContain(says);
  }
});

test('reports several times a second and stops when asked', async () => {
  const [train, holdout, synthetic] = [table(500), table(500, 500), table(500, 1000)];
  const notes = new Set<string>();
  let last = performance.now();
  let longest = 0;
  const report = ({ note, done, total }: { note: string; done: number; total: number }): void => {
    notes.add(note);
    expect(done).toBeLessThanOrEqual(total);
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  await assessQuality({ train, holdout, synthetic, sampleRows: 500, seed: 1, report, stopRequested: () => false });
  expect([...notes]).toEqual(
    expect.arrayContaining(['comparing columns', 'comparing pairs of columns', 'telling synthetic from real']),
  );
  expect(longest).toBeLessThan(2000);
  let asked = 0;
  const stopped = assessQuality({
    train,
    holdout,
    synthetic,
    sampleRows: 500,
    seed: 1,
    report,
    stopRequested: () => ++asked > 0,
  });
  await expect(stopped).rejects.toMatchObject({ code: 'RUN_CANCELLED', message: 'assessment was cancelled' });
});

test('many columns: pairs and columns are sampled, and the notes say so', async () => {
  const wide = (from: number): Frame =>
    frameOf(
      Object.fromEntries(
        Array.from({ length: 240 }, (_, j): [string, ColumnData] => [
          `c${j}`,
          { type: 'decimal', values: Array.from({ length: 60 }, (_, i) => cell(i + from, j >> 1)) },
        ]),
      ),
    );
  const evidence = await assessQuality({ train: wide(0), holdout: wide(60), synthetic: wide(120), ...options });
  expect(evidence.notes[0]).toBe('Pair trends: 5000 of 28680 pairs of columns, a sample drawn with seed 1.');
  expect(evidence.notes[2]).toBe('Two-sample test: 200 of 240 columns, drawn with seed 1.');
  expect(evidence.columns).toHaveLength(240);
  expect(evidence.pairs.length).toBeLessThanOrEqual(30);
  expect(evidence.pairs.map((p) => p.score)).toEqual(evidence.pairs.map((p) => p.score).sort((a, b) => a - b));
});
