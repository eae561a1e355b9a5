import type { HeadwaterError, Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { assessPrivacy, type PrivacyRequest } from '../src';
import { rocArea, truePositiveRate } from '../src/attacks/roc';
import { standardErrorsFor } from '../src/intervals/normal';
import { holdout, made, rowsOf, train } from './support/attack-tables';
import { frameOf, unwatched, type Cell } from '../../quality/test/support/frames';

const small = {
  train: rowsOf(train, 0, 60),
  holdout: rowsOf(holdout, 0, 60),
  synthetic: rowsOf(made('mostly'), 0, 60),
  sampleRows: 60,
  seed: 3,
  ...unwatched,
} satisfies PrivacyRequest;
const assess = async (request: PrivacyRequest): Promise<Measure[]> => (await assessPrivacy(request)).measures;
const scores = (measures: readonly Measure[]): unknown[] => measures.map(({ seconds: _, ...rest }) => rest);

test('the same seed gives the same scores, and nothing is not a number', async () => {
  const first = scores(await assess(small));
  expect(first).toEqual(scores(await assess(small)));
  expect(
    JSON.stringify(first, (_, v: unknown) => (typeof v === 'number' && !Number.isFinite(v) ? 'bad' : v)),
  ).not.toContain('bad');
  const meaningless = (await assess(small)).filter((m) => m.score === null);
  expect(meaningless.every((m) => m.notApplicable)).toBe(true);
  const undeclared = 'no column is declared a quasi-identifier';
  expect(Object.fromEntries(meaningless.map((m) => [m.name, m.reason]))).toMatchObject({
    identifier_reuse: 'no column is an identifier or a text',
    k_anonymity: undeclared,
    l_diversity: undeclared,
    t_closeness: undeclared,
    shadow_membership_auc: 'no shadow models were asked for',
  });
});

test('too few rows, one column, identifiers alone: a reason for each measure', async () => {
  const none = await assess({ ...small, holdout: rowsOf(holdout, 0, 3) });
  const computed = none.filter((m) => m.score !== null).map((m) => m.name);
  expect(computed).toEqual(['exact_matches']);
  const failed = none.filter((m) => m.score === null && !m.notApplicable);
  expect(new Set(failed.map((m) => m.reason))).toEqual(new Set(['it needs 20 held-out rows or more, and has 3']));
  const single = frameOf({ g: { type: 'category', values: Array.from({ length: 40 }, (_, i) => `${i % 3}`) } });
  const one = await assess({ ...small, train: single, holdout: single, synthetic: single });
  const reasons = new Map(one.map((m) => [m.name, m.reason]));
  expect(reasons.get('linkability')).toContain('two columns');
  expect(reasons.get('inference')).toContain('two columns');
  expect(reasons.get('rare_value_leaks')).toContain('rare');
  expect(reasons.get('membership_auc')).toBeUndefined();
  const ids = frameOf({ id: { type: 'identifier', values: Array.from({ length: 40 }, (_, i) => `${i}`) } });
  for (const m of await assess({ ...small, train: ids, holdout: ids, synthetic: ids }))
    expect([m.name, m.score, typeof m.reason]).toEqual(
      m.name === 'identifier_reuse' ? [m.name, 1, 'undefined'] : [m.name, null, 'string'],
    );
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
  for (const m of await assess({ ...small, train: frame, holdout: frame, synthetic: frame }))
    if (m.score !== null) expect(Number.isFinite(m.score)).toBe(true);
});

test('chosen secrets and knowledge; a column that is not there', async () => {
  const chosen = await assess({ ...small, secrets: ['income'], known: ['age', 'sex'] });
  expect(chosen.find((m) => m.name === 'inference')?.rates?.attack).toBeGreaterThan(0.3);
  const nothing = await assess({ ...small, secrets: ['income'], known: ['income'] });
  expect(nothing.find((m) => m.name === 'inference')?.reason).toContain('no column is left to guess');
  const salary = ['salary'];
  for (const wrong of [
    { secrets: salary },
    { known: salary },
    { quasiIdentifiers: salary },
    { sensitive: salary },
    { target: 'salary' },
  ]) {
    const error = await assess({ ...small, ...wrong }).catch((e: HeadwaterError) => e);
    expect(error).toMatchObject({ code: 'SPEC_COLUMN_UNKNOWN' });
    expect((error as HeadwaterError).message).toContain('"salary"');
  }
});

test('shadow models are trained and attacked where there is a trainer, as many as asked for', async () => {
  const trained: number[] = [];
  const shadow = (rows: Frame): Promise<Frame> => {
    trained.push(rows.rows);
    return Promise.resolve(rows);
  };
  const evidence = await assessPrivacy({ ...small, shadow, shadowModels: 4 });
  expect(trained.length).toBe(4);
  const found = evidence.measures.filter((m) => m.name.startsWith('shadow_'));
  expect(found.map((m) => [m.name, m.family, m.better])).toEqual(
    [
      'shadow_membership_auc',
      'shadow_membership_tpr_at_1_percent',
      'shadow_epsilon_lower_bound',
      'shadow_membership_auc_of_release',
    ].map((name) => [name, 'attack', 'lower']),
  );
  expect(found[0]?.score).toBeGreaterThan(0.9);
  const none = await assessPrivacy({ ...small, shadow, shadowModels: 0 });
  expect(none.measures.find((m) => m.name === 'shadow_membership_auc')?.notApplicable).toBe(true);
  await expect(
    assessPrivacy({ ...small, shadow: () => Promise.reject(new Error('no memory')), shadowModels: 4 }),
  ).rejects.toThrow('no memory');
});

test('a request to stop ends the work, other columns are refused', async () => {
  await expect(assess({ ...small, stopRequested: () => true })).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
  const other = frameOf({ x: { type: 'integer', values: [1] } });
  await expect(assess({ ...small, synthetic: other })).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH' });
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
