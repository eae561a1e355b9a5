import { type HeadwaterError } from '@headwater/contracts';
import { assessAttacks, type AttackMeasure, type AttackRequest } from '../src';
import { standardErrorsFor } from '../src/attacks/normal';
import { rocArea, truePositiveRate } from '../src/attacks/roc';
import { holdout, made, rowsOf, train } from './support/attack-tables';
import { frameOf, unwatched, type Cell } from './support/frames';

const small = {
  train: rowsOf(train, 0, 60),
  holdout: rowsOf(holdout, 0, 60),
  synthetic: rowsOf(made('mostly'), 0, 60),
  seed: 3,
  ...unwatched,
} satisfies AttackRequest;
const scores = (measures: readonly AttackMeasure[]): unknown[] => measures.map(({ seconds: _, ...rest }) => rest);

test('the same seed gives the same scores, and nothing is not a number', async () => {
  const first = scores(await assessAttacks(small));
  expect(first).toEqual(scores(await assessAttacks(small)));
  expect(
    JSON.stringify(first, (_, v: unknown) => (typeof v === 'number' && !Number.isFinite(v) ? 'bad' : v)),
  ).not.toContain('bad');
  const anonymity = (await assessAttacks(small)).filter((m) => m.score === null);
  expect(anonymity.map((m) => [m.name, m.reason])).toEqual(
    ['k_anonymity', 'l_diversity', 'l_diversity_entropy', 't_closeness'].map((name) => [
      name,
      'no column is declared a quasi-identifier',
    ]),
  );
});

test('too few rows, one column, identifiers alone: a reason for each measure', async () => {
  const none = await assessAttacks({ ...small, holdout: rowsOf(holdout, 0, 3) });
  expect(new Set(none.slice(0, -4).map((m) => m.reason))).toEqual(
    new Set(['it needs 20 held-out rows or more, and has 3']),
  );
  const single = frameOf({ g: { type: 'category', values: Array.from({ length: 40 }, (_, i) => `${i % 3}`) } });
  const one = await assessAttacks({ ...small, train: single, holdout: single, synthetic: single });
  const reasons = new Map(one.map((m) => [m.name, m.reason]));
  expect(reasons.get('linkability')).toContain('two columns');
  expect(reasons.get('inference')).toContain('two columns');
  expect(reasons.get('rare_value_leaks')).toContain('rare');
  expect(reasons.get('membership_auc')).toBeUndefined();
  const ids = frameOf({ id: { type: 'identifier', values: Array.from({ length: 40 }, (_, i) => `${i}`) } });
  for (const m of await assessAttacks({ ...small, train: ids, holdout: ids, synthetic: ids }))
    expect([m.score, typeof m.reason]).toEqual([null, 'string']);
});

test('constant, missing and infinite cells do no harm', async () => {
  const odd = (cells: readonly Cell[]): Cell[] => Array.from({ length: 40 }, (_, i) => cells[i % cells.length] as Cell);
  const frame = frameOf({
    one: { type: 'integer', values: odd([1]) },
    nothing: { type: 'decimal', values: odd([null]) },
    wild: { type: 'decimal', values: odd([Infinity, -Infinity, 0, null, 3]) },
    when: { type: 'date', values: odd([1, 2, 3]) },
    yes: { type: 'boolean', values: odd([true, false, null]) },
  });
  for (const m of await assessAttacks({ ...small, train: frame, holdout: frame, synthetic: frame }))
    if (m.score !== null) expect(Number.isFinite(m.score)).toBe(true);
});

test('chosen secrets and knowledge; a column that is not there', async () => {
  const chosen = await assessAttacks({ ...small, secrets: ['income'], known: ['age', 'sex'] });
  expect(chosen.find((m) => m.name === 'inference')?.rates?.attack).toBeGreaterThan(0.3);
  const nothing = await assessAttacks({ ...small, secrets: ['income'], known: ['income'] });
  expect(nothing.find((m) => m.name === 'inference')?.reason).toContain('no column is left to guess');
  for (const wrong of [{ secrets: ['salary'] }, { quasiIdentifiers: ['salary'] }, { sensitive: ['salary'] }]) {
    const error = await assessAttacks({ ...small, ...wrong }).catch((e: HeadwaterError) => e);
    expect(error).toMatchObject({ code: 'SPEC_COLUMN_UNKNOWN' });
    expect((error as HeadwaterError).message).toContain('"salary"');
  }
});

test('a request to stop ends the work, other columns are refused', async () => {
  await expect(assessAttacks({ ...small, stopRequested: () => true })).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
  const other = frameOf({ x: { type: 'integer', values: [1] } });
  await expect(assessAttacks({ ...small, synthetic: other })).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH' });
});

test('areas, rates at a false-positive rate, and normal quantiles', () => {
  const area = rocArea(Float64Array.of(3, 2, 2), Float64Array.of(1, 2, 0, 3));
  expect(area.area).toBeCloseTo((3.5 + 2.5 + 2.5) / 12, 12);
  const members = Float64Array.from({ length: 100 }, (_, i) => i + 50);
  const others = Float64Array.from({ length: 100 }, (_, i) => i);
  expect(truePositiveRate(members, others, 0.1).rate).toBeCloseTo(0.6, 12);
  expect(truePositiveRate(others, others, 0.1).interval[0]).toBeLessThan(0.1);
  expect(standardErrorsFor(0.95)).toBeCloseTo(1.959963984540054, 12);
  expect(standardErrorsFor(0.999)).toBeCloseTo(3.2905267314918945, 10);
});
