import { takeRows, type Frame } from '@headwater/tables';
import { compareColumns, Pace } from '../src';
import { columnPairTrends } from '../src/column-pair-trends';
import { columnShapes } from '../src/column-shapes';
import { segmentMeasures, type SegmentAssessment } from '../src/segments/segment-measures';
import { adultSample } from './support/adult-samples';
import { measureOf } from './support/assessed';
import { frameOf, unwatched, type Cell } from './support/frames';

const options = { seed: 1, pace: new Pace(unwatched) };
const cell = (i: number, j: number): number => ((i * 7919 + j * 104729 + i * j * 31) % 9973) / 9973;

/** `counts` rows of each level of s; x and g are drawn alike in all, but in `broken` ones. */
function made(counts: Record<string, number>, from: number, broken?: string): Frame {
  const levels = Object.entries(counts).flatMap(([level, count]) => Array<string>(count).fill(level));
  const x = levels.map((level, i) => (level === broken ? 0.2 : 1) * cell(i + from, 1));
  return frameOf({
    s: { type: 'category', values: levels.map((level): Cell => (level === 'none' ? null : level)) },
    x: { type: 'decimal', values: x },
    g: { type: 'category', values: x.map((v) => (v > 0.5 ? 'a' : 'b')) },
  });
}

function segments(train: Frame, holdout: Frame, synthetic: Frame, names = ['s']): Promise<SegmentAssessment> {
  return segmentMeasures(compareColumns(train, holdout, synthetic), names, options);
}

test('a level is measured as its rows alone would be', async () => {
  const [train, holdout, synthetic] = [adultSample('train'), adultSample('holdout'), adultSample('ctgan')];
  const { tables } = await segments(train, holdout, synthetic, ['sex', 'relationship', 'sex']);
  expect(tables.map((t) => t.level)).toEqual([
    ...['Male', 'Female'],
    ...['Husband', 'Not-in-family', 'Own-child', 'Unmarried', 'Wife', 'Other-relative'],
  ]);
  const women = (frame: Frame): Frame => {
    const at = frame.columns.findIndex((c) => c.schema.name === 'sex');
    const column = frame.columns[at] as Extract<Frame['columns'][number], { kind: 'categorical' }>;
    const code = column.levels.indexOf('Female');
    const rows = [...column.codes.keys()].filter((i) => column.codes[i] === code);
    const some = takeRows(frame, rows);
    return { ...some, columns: some.columns.filter((_, j) => j !== at) };
  };
  const alone = compareColumns(women(train), women(holdout), women(synthetic));
  const [, female] = tables;
  expect(female?.rows).toEqual({ train: 311, holdout: 354, synthetic: 456 });
  for (const measure of [
    (await columnShapes(alone, options.pace)).measures[0],
    (await columnPairTrends(alone, options)).measure,
  ]) {
    expect(female?.measures[measure.name]?.score).toBeCloseTo(measure.score ?? NaN, 12);
    expect(female?.measures[measure.name]?.reference).toBeCloseTo(measure.reference ?? NaN, 12);
  }
});

test('the measure is that of the level that falls furthest below its reference', async () => {
  const counts = { p: 200, q: 200, r: 200 };
  const found = await segments(made(counts, 0), made(counts, 700), made(counts, 1500, 'q'));
  const [p, q, r] = found.tables.map((t) => t.measures.column_shapes);
  expect(q?.score).toBeLessThan(0.5);
  expect(p?.score).toBeGreaterThan(0.85);
  expect(r?.score).toBeGreaterThan(0.85);
  const worst = measureOf(found, 'column_shapes@s');
  expect(worst).toMatchObject({ score: q?.score, reference: q?.reference, interval: null, family: 'fidelity' });
  // Which level it is belongs to the evidence alone.
  expect(JSON.stringify(worst)).not.toMatch(/"q"/);
});

test('a level that the synthetic rows lack scores 0, one of few real rows has a reason', async () => {
  const found = await segments(
    made({ p: 200, q: 100, none: 90, few: 49, rare: 4 }, 0),
    made({ p: 100, q: 50, none: 19, few: 49 }, 500),
    made({ p: 300, none: 90, few: 40 }, 900),
  );
  expect(found.tables.map((t) => [t.level, t.reason ?? t.measures.column_shapes?.score])).toEqual([
    ['p', expect.any(Number)],
    ['q', 0],
    ['(missing)', 'it needs 20 held-out rows, and has 19'],
    ['few', 'it needs 50 training rows, and has 49'],
  ]);
  expect(found.tables[1]?.measures.column_shapes?.reference).toBeGreaterThan(0.7);
  expect(found.tables[1]?.measures.category_coverage?.score).toBe(0);
  expect(measureOf(found, 'column_shapes@s').score).toBe(0);
  expect(found.notes).toEqual([
    expect.stringMatching(/^Segments of s: the 4 most frequent levels .* 1 are left out\.$/),
  ]);
});

test('few synthetic rows are a fault only where more were to be expected', async () => {
  const [train, holdout] = [made({ p: 800, q: 60 }, 0), made({ p: 100, q: 30 }, 900)];
  const small = await segments(train, holdout, made({ p: 95, q: 5 }, 1500));
  expect(small.tables[1]?.reason).toMatch(/^it needs 20 synthetic rows, and no more are to be expected/);
  const large = await segments(train, holdout, made({ p: 900, q: 5 }, 1500));
  expect(large.tables[1]?.measures.column_shapes?.score).toBeLessThan(0.9);
});

test('of many levels the thirty most frequent are looked at', async () => {
  const counts = Object.fromEntries(Array.from({ length: 35 }, (_, i) => [`level ${i}`, 20 + i]));
  const found = await segments(made(counts, 0), made(counts, 1000), made(counts, 2000));
  expect(found.tables).toHaveLength(30);
  expect(found.tables[0]).toMatchObject({ level: 'level 34', rows: { train: 54 } });
  expect(found.notes[0]).toContain('5 are left out');
  expect(found.tables.filter((t) => t.reason === undefined)).toHaveLength(5);
});

test('nothing else to compare: a reason', async () => {
  const only = (frame: Frame): Frame => ({ ...frame, columns: frame.columns.slice(0, 1) });
  const counts = { p: 100, q: 100 };
  const found = await segments(only(made(counts, 0)), only(made(counts, 500)), only(made(counts, 900)));
  for (const { score, reason } of found.measures) expect([score, reason]).toEqual([null, expect.stringMatching(/\w/)]);
});
