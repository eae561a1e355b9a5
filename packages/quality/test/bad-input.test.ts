import type { Evidence, HeadwaterError, Measure } from '@headwater/contracts';
import { takeRows, type Frame } from '@headwater/tables';
import { assessQuality, type QualityRequest } from '../src';
import { measureOf } from './support/assessed';
import { frameOf, unwatched, type Cell, type ColumnData } from './support/frames';

/** Many whole assessments. */
jest.setTimeout(120_000);

const options = { sampleRows: 500, seed: 1, ...unwatched };
/** Made by arithmetic alone: random streams are slow inside the test runner. */
const cell = (i: number, j: number): number => ((i * 7919 + j * 104729 + i * j * 31) % 9973) / 9973;

function table(rows: number, from = 0, change: Record<string, ColumnData> = {}): Frame {
  const x = Array.from({ length: rows }, (_, i) => cell(i + from, 1));
  const y = x.map((v, i) => v + 0.2 * cell(i + from, 2));
  return frameOf({
    x: { type: 'decimal', values: x },
    y: { type: 'decimal', values: y },
    g: { type: 'category', values: x.map((v) => (v > 0.5 ? 'a' : 'b')) },
    ...change,
  });
}

const [train, holdout, synthetic] = [table(120), table(60, 120), table(120, 200)];

function assess(change: Partial<QualityRequest> = {}): Promise<Evidence> {
  return assessQuality({ train, holdout, synthetic, ...options, ...change });
}

/** Every number is finite, and what is missing has a reason. */
function requireSound(evidence: Evidence): void {
  expect(JSON.stringify(evidence)).not.toMatch(/NaN|Infinity/);
  for (const { name, score, reference, interval, reason } of evidence.measures) {
    const numbers = [score, reference, ...(interval ?? [])].filter((v) => v !== null);
    expect([name, numbers.every(Number.isFinite)]).toEqual([name, true]);
    expect([name, score === null, /\w/.test(reason ?? '')]).toEqual([name, score === null, score === null]);
  }
}

const refusal = async (change: Partial<QualityRequest>): Promise<HeadwaterError> => {
  const answer = await assess(change).catch((error: HeadwaterError) => error);
  expect(answer).toHaveProperty('code');
  return answer as HeadwaterError;
};

test.each(['train', 'holdout', 'synthetic'] as const)('no %s rows: reasons, no exception', async (side) => {
  const none = table(0);
  const all = { target: 'g', protected: ['g2'], segments: ['g2'] };
  const second = (rows: number, from: number): Record<string, ColumnData> => ({
    g2: { type: 'category', values: Array.from({ length: rows }, (_, i) => (cell(i + from, 3) > 0.4 ? 'p' : 'q')) },
  });
  const frames = { train: table(120, 0, second(120, 0)), holdout: table(60, 9, second(60, 9)) };
  const evidence = await assess({
    ...all,
    ...frames,
    synthetic: table(120, 200, second(120, 200)),
    [side]: { ...table(0, 0, second(0, 0)), rows: none.rows },
  });
  requireSound(evidence);
  for (const name of ['accuracy', 'tstr_auc', 'statistical_parity_difference'])
    if (side !== 'holdout' || name !== 'accuracy') expect(measureOf(evidence, name).score).toBeNull();
  expect(measureOf(evidence, 'two_sample_auc').score === null).toBe(side !== 'train');
  if (side === 'holdout') expect(measureOf(evidence, 'column_shapes')).toMatchObject({ reference: null });
  else expect(measureOf(evidence, 'column_shapes').score).toBeNull();
});

test.each([1, 19])('%i held-out rows: the two-sample test is not computed, columns are compared', async (rows) => {
  const evidence = await assess({ holdout: table(rows, 120) });
  requireSound(evidence);
  expect(measureOf(evidence, 'two_sample_auc')).toMatchObject({
    score: null,
    reason: `it needs 20 held-out and 20 synthetic rows or more, and has ${rows}`,
  });
  for (const name of ['column_shapes', 'column_pair_trends', 'quality_score'])
    expect(measureOf(evidence, name).score).toBeGreaterThan(0.8);
});

test('no columns, one column, one row, identifiers alone: what can be said is said', async () => {
  const ids = frameOf({ id: { type: 'identifier', values: ['a', 'b'] } });
  for (const frame of [table(0), table(1), frameOf({}), ids]) {
    const evidence = await assess({ train: frame, holdout: frame, synthetic: frame });
    requireSound(evidence);
    if (frame.rows !== 1) expect(measureOf(evidence, 'quality_score').score).toBeNull();
  }
  const one = frameOf({ x: { type: 'decimal', values: Array.from({ length: 30 }, (_, i) => i) } });
  const single = await assess({ train: one, holdout: one, synthetic: one, target: 'x' });
  expect(measureOf(single, 'column_pair_trends').reason).toBe('fewer than two columns can be compared');
  expect(measureOf(single, 'quality_score').score).toBe(1);
  expect(measureOf(single, 'tstr_r2').reason).toBe('there is no column to predict the target from');
});

test('constant and all-missing columns, infinities, thousands of levels', async () => {
  const rows = 60;
  const repeat = (value: Cell): Cell[] => Array<Cell>(rows).fill(value);
  const odd = frameOf({
    a: { type: 'integer', values: repeat(4) },
    b: { type: 'integer', values: repeat(4) },
    c: { type: 'category', values: repeat('z') },
    d: { type: 'date', values: repeat(null) },
    e: { type: 'category', values: repeat(null) },
    f: {
      type: 'decimal',
      values: Array.from({ length: rows }, (_, i) => (i === 3 ? Infinity : i % 7 ? -Infinity : i)),
    },
  });
  const constant = await assess({ train: odd, holdout: odd, synthetic: odd, protected: ['a', 'e'], segments: ['c'] });
  requireSound(constant);
  expect(measureOf(constant, 'column_shapes').score).toBe(1);
  expect(measureOf(constant, 'representation_distance').score).toBe(0);
  expect(measureOf(constant, 'column_shapes@c').score).toBe(1);

  const many = (from: number): Frame =>
    frameOf({
      x: { type: 'decimal', values: Array.from({ length: 3000 }, (_, i) => cell(i + from, 1)) },
      u: { type: 'category', values: Array.from({ length: 3000 }, (_, i) => `level ${i + from}`) },
      v: { type: 'category', values: Array.from({ length: 3000 }, (_, i) => `level ${(i + from) % 2500}`) },
    });
  const wide = await assess({
    ...{ train: many(0), holdout: many(3000), synthetic: many(1500) },
    ...{ target: 'u', protected: ['v'], segments: ['v'], sampleRows: 100 },
  });
  requireSound(wide);
  expect(measureOf(wide, 'tstr_auc').reason).toBe('the target has a single class in the real rows');
  expect(measureOf(wide, 'label_parity_difference').reason).toBe('the target has a single class in the real rows');
  expect(measureOf(wide, 'column_shapes@v').reason).toBe('no level has 50 training and 20 held-out rows');
  expect(wide.fairness?.groupings[0]?.groups).toEqual(['(others)']);
});

test('targets of one class, of one that the synthetic rows lack, of none', async () => {
  const of = (label: (i: number) => Cell, rows: number): Frame =>
    table(rows, rows, { t: { type: 'category', values: Array.from({ length: rows }, (_, i) => label(i)) } });
  const both = (i: number): Cell => (i % 3 === 0 ? 'yes' : 'no');
  const reason = async (real: (i: number) => Cell, made: (i: number) => Cell, change = {}): Promise<unknown> => {
    const frames = { train: of(real, 120), holdout: of(real, 60), synthetic: of(made, 120) };
    const evidence = await assess({ ...frames, target: 't', protected: ['g'], ...change });
    requireSound(evidence);
    expect(measureOf(evidence, 'bias_amplification').reason).toBe(
      measureOf(evidence, 'label_parity_difference').reason,
    );
    return [measureOf(evidence, 'tstr_auc').reason, measureOf(evidence, 'bias_amplification').reason];
  };
  const single = 'the target has a single class in the real rows';
  expect(await reason(() => 'no', both)).toEqual([single, single]);
  expect(await reason(() => null, both)).toEqual(
    Array(2).fill('it needs 50 real and 50 synthetic rows with a target, and has 0'),
  );
  const missed = 'the synthetic rows miss 1 of the 2 classes of the target';
  expect(await reason(both, () => 'no')).toEqual([missed, missed]);
  expect(await reason(both, () => 'no', { positive: 'maybe' })).toEqual([
    missed,
    'no training row has the class "maybe" of the target',
  ]);
});

test('other columns, kinds, units or frozen rows are refused with a code, naming the table and the column', async () => {
  const swapped = { ...train, columns: [...train.columns].reverse() };
  const retyped = frameOf({
    x: { type: 'category', values: ['1'] },
    y: { type: 'decimal', values: [1] },
    g: { type: 'category', values: ['a'] },
  });
  const dated = table(60, 0, { y: { type: 'date', values: Array<number>(60).fill(1) } });
  for (const [bad, says] of [
    [swapped, 'column 1 is "g", expected "x"'],
    [retyped, 'column "x" is categorical'],
    [dated, 'column "y" is numeric (date), expected numeric (decimal)'],
    [frameOf({}), '0 columns'],
  ] as const) {
    for (const [side, where] of [
      ['holdout', 'held-out'],
      ['synthetic', 'synthetic'],
      ['frozen', 'frozen'],
    ] as const) {
      const error = await refusal({ [side]: bad });
      expect(error).toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH', where });
      expect(error.message).toContain(says);
    }
  }
  const at = (physical: 'timestamp[s]' | 'timestamp[us]'): Frame =>
    frameOf({ t: { type: 'timestamp', physical, values: [1, 2, 3] } });
  expect(
    await refusal({ train: at('timestamp[s]'), holdout: at('timestamp[us]'), synthetic: at('timestamp[s]') }),
  ).toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH', where: 'held-out' });
});

test('what is named must be there and of use', async () => {
  const free = (frame: Frame): Frame => ({
    ...frame,
    columns: frame.columns.map((c) => (c.schema.name === 'g' ? { ...c, schema: { ...c.schema, type: 'text' } } : c)),
  });
  const texts = { train: free(train), holdout: free(holdout), synthetic: free(synthetic) };
  for (const [change, code, where] of [
    [{ target: 'h' }, 'SPEC_COLUMN_UNKNOWN', 'target'],
    [{ protected: ['h'] }, 'SPEC_COLUMN_UNKNOWN', 'protected'],
    [{ segments: ['h'] }, 'SPEC_COLUMN_UNKNOWN', 'segments'],
    [{ segments: ['x'] }, 'SPEC_INVALID', 'segments'],
    [{ ...texts, segments: ['g'] }, 'SPEC_INVALID', 'segments'],
    [{ ...texts, protected: ['g'] }, 'SPEC_INVALID', 'protected'],
    [{ target: 'g', protected: ['g'] }, 'SPEC_INVALID', 'protected'],
    [{ sampleRows: NaN }, 'SPEC_INVALID', 'sampleRows'],
    [{ sampleRows: 0 }, 'SPEC_INVALID', 'sampleRows'],
    [{ seed: 0.5 }, 'SPEC_INVALID', 'seed'],
  ] as [Partial<QualityRequest>, string, string][])
    expect([change, await refusal(change)]).toMatchObject([change, { code, where }]);
});

test('reports several times a second and stops when asked', async () => {
  const notes = new Set<string>();
  let last = performance.now();
  let longest = 0;
  const report = ({ note, done, total }: { note: string; done: number; total: number }): void => {
    notes.add(note);
    expect(done).toBeLessThanOrEqual(total);
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  await assess({ report });
  expect([...notes]).toEqual(
    expect.arrayContaining(['comparing columns', 'comparing pairs of columns', 'telling synthetic from real']),
  );
  expect(longest).toBeLessThan(2000);
  let asked = 0;
  await expect(assess({ report, stopRequested: () => ++asked > 0 })).rejects.toMatchObject({
    code: 'RUN_CANCELLED',
    message: 'assessment was cancelled',
  });
});

test('many columns: pairs and columns are sampled, and the notes say so', async () => {
  const wide = (from: number): Frame =>
    frameOf(
      Object.fromEntries(
        Array.from({ length: 210 }, (_, j): [string, ColumnData] => [
          `c${j}`,
          { type: 'decimal', values: Array.from({ length: 40 }, (_, i) => cell(i + from, j >> 1)) },
        ]),
      ),
    );
  const evidence = await assess({ train: wide(0), holdout: wide(60), synthetic: wide(120) });
  expect(evidence.notes[0]).toBe('Pair trends: 5000 of 21945 pairs of columns, a sample drawn with seed 1.');
  expect(evidence.notes[2]).toBe('Two-sample test: 200 of 210 columns, drawn with seed 1.');
  expect(evidence.columns).toHaveLength(210);
  expect(evidence.pairs.length).toBeLessThanOrEqual(30);
  expect(evidence.pairs.map((p) => p.score)).toEqual(evidence.pairs.map((p) => p.score).sort((a, b) => a - b));
});

/** Tables of a few rows with columns of every type and flaw, drawn by arithmetic. */
function strange(index: number): QualityRequest {
  const draw = (i: number, most: number): number => Math.floor(cell(index * 101 + i, index + 5) * most);
  const types = ['integer', 'decimal', 'date', 'timestamp', 'boolean', 'category', 'text', 'identifier'] as const;
  const kinds = Array.from(
    { length: 1 + draw(0, 7) },
    (_, j) => types[draw(j + 1, types.length)] as (typeof types)[number],
  );
  const value = (i: number, j: number, side: number): Cell => {
    const v = cell(i * 3 + side, j + 7);
    const flaw = draw(j + 20, 6);
    if (flaw === 0) return null;
    if (flaw === 1 && v < 0.4) return null;
    const type = kinds[j] as string;
    if (type === 'boolean') return v < 0.5 || (flaw === 2 && side === 2) ? 'true' : 'false';
    if (['category', 'text', 'identifier'].includes(type))
      return flaw === 3 ? `level ${i}` : `level ${Math.floor(v * 4)}`;
    if (flaw === 4) return 3;
    return flaw === 5 && v < 0.1 ? (type === 'decimal' ? Infinity : 1e15) : Math.floor(v * 50);
  };
  const side = (which: number): Frame => {
    const rows = [0, 1, 6, 25, 80, 110][draw(which + 40, 6)] as number;
    const columns = kinds.map((type, j): [string, ColumnData] => [
      `c${j}`,
      { type, values: Array.from({ length: rows }, (_, i) => value(i, j, which)) },
    ]);
    return frameOf(Object.fromEntries(columns));
  };
  const named = (i: number): string => `c${draw(i, kinds.length)}`;
  const levelled = kinds.flatMap((type, j) => (type === 'boolean' || type === 'category' ? [`c${j}`] : []));
  const target = named(60);
  const usable = kinds.flatMap((type, j) => (type === 'text' || type === 'identifier' ? [] : [`c${j}`]));
  const [real, unseen, made] = [side(0), side(1), side(2)];
  return {
    ...{ train: real, holdout: unseen, synthetic: made, target, sampleRows: 100, seed: index, ...unwatched },
    protected: usable.filter((name) => name !== target).slice(0, 2),
    segments: levelled.slice(0, 2),
    ...(draw(61, 2) === 0 && { frozen: takeRows(real, [...Array(Math.floor(real.rows / 2)).keys()]) }),
    ...(draw(62, 2) === 0 && { positive: 'level 1' }),
  };
}

test.each([0, 1, 2, 3])('whatever the tables, every score is finite or has a reason (part %i)', async (part) => {
  const names = new Set<string>();
  for (let index = part * 8; index < part * 8 + 8; index++) {
    const evidence = await assessQuality(strange(index));
    requireSound(evidence);
    for (const { name, score, family } of evidence.measures) {
      expect(family).toMatch(/^(fidelity|collapse|utility|fairness)$/);
      if (score !== null) names.add(name);
    }
  }
  // Some of them had enough in them to be measured.
  expect(names.size).toBeGreaterThan(20);
});

test('a measure is named once', async () => {
  const { measures } = await assess({ target: 'g', segments: ['g'] });
  expect(new Set(measures.map((m: Measure) => m.name)).size).toBe(measures.length);
});
