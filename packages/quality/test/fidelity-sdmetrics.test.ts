import { compareColumns, Pace } from '../src';
import type { ColumnScore } from '../src/column-scores';
import { tableStructure } from '../src/fidelity/sdmetrics/data-structure';
import { diagnosticReport, keyScores } from '../src/fidelity/sdmetrics/diagnostic';
import { scoreColumns } from '../src/fidelity/sdmetrics/score-columns';
import { fidelityOf } from './support/assessed';
import { frameOf, unwatched } from './support/frames';
import { adultSample, expected, named, OTHERS, storedTable } from './support/fidelity-tables';

/** What differs by more than 1e-9, or is scored on one side only. */
function differing(scores: readonly ColumnScore[], wanted: Record<string, Record<string, number | null>>): unknown[] {
  const found = new Map(scores.map((s) => [`${s.column}|${s.measure}`, s.synthetic]));
  return Object.entries(wanted).flatMap(([column, measures]) =>
    Object.entries(measures).flatMap(([measure, score]) => {
      const ours = found.get(`${column}|${measure}`) ?? null;
      const same = ours === null || score === null ? ours === score : Math.abs(ours - score) < 1e-9;
      return same ? [] : [{ column, measure, score, ours }];
    }),
  );
}

const train = adultSample('train');

test.each(OTHERS)(
  'SDMetrics 0.32.0, every column of the %s sample of adult, and its diagnostic report',
  async (name) => {
    const other = adultSample(name);
    const tables = { train, holdout: other, synthetic: other };
    const { scores, measures } = await scoreColumns(compareColumns(train, other, other), new Pace(unwatched));
    expect(differing(scores, expected.adult[name].columns)).toEqual([]);
    const report = diagnosticReport(tables, [...scores, ...keyScores(tables)]);
    for (const [measure, score] of Object.entries(expected.adult[name].diagnostic)) {
      expect(Math.abs((named(report, measure).score as number) - score)).toBeLessThan(1e-9);
      expect(named(report, measure).reference).toBe(named(report, measure).score);
    }
    expect(named(report, 'key_uniqueness').reason).toBe('no identifier differs in all training rows');
    const columns = Object.values(expected.adult[name].columns).map((c) => c.range_coverage ?? NaN);
    const present = columns.filter((v) => !Number.isNaN(v));
    expect(named(measures, 'range_coverage').score).toBeCloseTo(present.reduce((a, b) => a + b) / present.length, 12);
  },
);

test.each(['clinic', 'corner'] as const)(
  'SDMetrics 0.32.0 on the %s table: times, missing, constant, keys',
  async (name) => {
    const [real, synthetic] = [storedTable(name, 'real'), storedTable(name, 'synthetic')];
    const compared = compareColumns(real, synthetic, synthetic);
    const { scores } = await scoreColumns(compared, new Pace(unwatched));
    const keys = keyScores({ train: real, holdout: synthetic, synthetic });
    expect(differing([...scores, ...keys], expected.tables[name])).toEqual([]);
    expect(Object.keys(expected.tables[name]).length).toBeGreaterThan(6);
  },
);

test('keys: doubles and missing ones are counted, an identifier that repeats among real rows is no key', () => {
  const key = (values: (string | null)[]) => frameOf({ id: { type: 'identifier', values } });
  const holdout = key(['x', 'y', 'z', 'u']);
  const [score] = keyScores({ train: key(['a', 'b', 'c', 'd']), holdout, synthetic: key(['p', 'p', null, 'q']) });
  expect(score).toEqual({ measure: 'key_uniqueness', column: 'id', synthetic: 0.5, holdout: 1 });
  expect(keyScores({ train: key(['a', 'a', 'c', 'd']), holdout, synthetic: holdout })).toEqual([]);
});

test('table structure: a column more, and one of another storage type', () => {
  const values = [1, 2];
  const one = frameOf({ a: { type: 'integer', values }, b: { type: 'integer', values } });
  const two = frameOf({
    a: { type: 'integer', values },
    b: { type: 'integer', physical: 'int32', values },
    c: { type: 'decimal', values },
  });
  expect(tableStructure(one, one)).toBe(1);
  expect(tableStructure(one, two)).toBe(1 / 4);
});

test('another storage type is seen by the whole assessment', async () => {
  const [a, b] = (['int64', 'int32'] as const).map((physical) =>
    frameOf({ a: { type: 'integer', physical, values: [1, 2, 3] }, b: { type: 'integer', values: [4, 5, 6] } }),
  );
  const tables = { train: a!, holdout: a!, synthetic: b! };
  const { measures } = await fidelityOf({ ...tables, sampleRows: 10, seed: 1, ...unwatched });
  expect(named(measures, 'data_structure')).toMatchObject({ score: 1 / 3, reference: 1 });
});
