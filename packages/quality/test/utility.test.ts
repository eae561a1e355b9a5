import type { Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { QualityRequest } from '../src';
import { adultData, adultSample } from './support/adult-samples';
import { measureOf as measure, utilityOf } from './support/assessed';
import { frameOf, unwatched, type ColumnData } from './support/frames';

const [train, holdout] = [adultSample('train'), adultSample('holdout')];
const base = { train, holdout, target: 'income', sampleRows: 1000, seed: 3, ...unwatched };

/** Training rows of Adult in which a share of the cells of one column change places with each other. */
function shuffled(column: string, share: number): QualityRequest['synthetic'] {
  const data = adultData('train');
  const { values, type } = data[column] as ColumnData;
  const chosen = new RandomStream(1, 'test/chosen').sample(values.length, Math.round(share * values.length));
  const order = new RandomStream(1, 'test/order').permutation(chosen.length);
  const out = [...values];
  for (const [i, row] of chosen.entries()) out[row] = values[chosen[order[i] as number] as number] ?? null;
  return frameOf({ ...data, [column]: { type, values: out } });
}

test('real rows as synthetic ones lose nothing, whatever the learner', async () => {
  const found = await utilityOf({ ...base, synthetic: train });
  expect(found.measures.map((m) => m.name)).toEqual([
    'tstr_auc',
    'tstr_auc_linear',
    'tstr_auc_network',
    'tstr_gap',
    'feature_importance_correlation',
  ]);
  expect(measure(found, 'tstr_auc').score).toBe(measure(found, 'tstr_auc').reference);
  expect(measure(found, 'tstr_gap')).toMatchObject({ score: 0, interval: [0, 0] });
  expect(measure(found, 'feature_importance_correlation').score).toBe(1);
  for (const name of ['tstr_auc', 'tstr_auc_linear', 'tstr_auc_network']) {
    const { score, interval } = measure(found, name);
    expect(score).toBeGreaterThan(0.86);
    expect(interval?.[0]).toBeLessThan(score ?? NaN);
    expect(interval?.[1]).toBeGreaterThan(score ?? NaN);
  }
  expect(found.tables).toMatchObject({
    kind: 'binary',
    classes: ['<=50K', '>50K'],
    rows: { learnt: 1000, tested: 1000 },
  });
});

test('generators are ordered as they are known to be', async () => {
  const gap = async (name: 'headwater' | 'ctgan'): Promise<number> =>
    measure(await utilityOf({ ...base, synthetic: adultSample(name) }), 'tstr_gap').score ?? NaN;
  const [ours, ctgan] = [await gap('headwater'), await gap('ctgan')];
  expect(ours).toBeLessThan(ctgan);
  expect(ctgan).toBeGreaterThan(0.02);
});

test('a target torn from its features is seen: a third of the rows by the gap, all of them as guessing', async () => {
  const third = await utilityOf({ ...base, synthetic: shuffled('income', 1 / 3) });
  expect(measure(third, 'tstr_gap').interval?.[0]).toBeGreaterThan(0);
  const all = await utilityOf({ ...base, synthetic: shuffled('income', 1) });
  expect(measure(all, 'tstr_auc').score).toBeLessThan(0.6);
  expect(measure(all, 'tstr_auc').reference).toBeGreaterThan(0.86);
  expect(measure(all, 'feature_importance_correlation').score).toBeLessThan(0.7);
});

test('one torn feature is found by its importance where the gap sees little', async () => {
  const found = await utilityOf({ ...base, synthetic: shuffled('capital-gain', 1) });
  const { real, synthetic } = found.tables.importances.find((f) => f.feature === 'capital-gain') ?? {
    real: 0,
    synthetic: 1,
  };
  expect(real).toBeGreaterThan(0.01);
  expect(synthetic).toBeLessThan(0.3 * real);
});

test('many classes: each has its scores, and the measure is their mean', async () => {
  const found = await utilityOf({
    ...base,
    target: 'relationship',
    synthetic: adultSample('mostly'),
    sampleRows: 600,
  });
  expect(found.tables.kind).toBe('multiclass');
  expect(found.tables.classes).toHaveLength(6);
  const [trees] = found.tables.learners;
  const scores = trees?.synthetic.kind === 'classes' ? trees.synthetic.classes : [];
  const mean = scores.reduce((sum, c) => sum + (c.auc ?? NaN), 0) / 6;
  expect(measure(found, 'tstr_auc').score).toBeCloseTo(mean, 12);
});

test('numbers are predicted as numbers', async () => {
  const found = await utilityOf({ ...base, target: 'age', synthetic: adultSample('headwater') });
  expect(found.measures[0]?.name).toBe('tstr_r2');
  expect(found.tables.kind).toBe('regression');
  for (const { real } of found.tables.learners) expect(real.kind === 'numbers' ? real.r2 : null).toBeGreaterThan(0.2);
});

test('what cannot be computed says why, what is wrong is refused', async () => {
  const first = async (change: Partial<QualityRequest>): Promise<Measure | undefined> => {
    const found = await utilityOf({ ...base, synthetic: train, ...change });
    expect(found.measures.every((m) => m.score === null && m.reason !== undefined)).toBe(true);
    return found.measures[0];
  };
  const labelled = (name: 'train' | 'holdout', label: string): QualityRequest['synthetic'] => {
    const data = adultData(name);
    return frameOf({ ...data, income: { type: 'category', values: Array<string>(1000).fill(label) } });
  };
  expect((await first({ train: labelled('train', '<=50K') }))?.reason).toBe(
    'the target has a single class in the real rows',
  );
  expect((await first({ synthetic: labelled('train', '<=50K') }))?.reason).toBe(
    'the synthetic rows miss 1 of the 2 classes of the target',
  );
  expect((await first({ holdout: labelled('holdout', '<=50K') }))?.reason).toContain('held-out rows do not hold every');
  expect((await first({ sampleRows: 40 }))?.reason).toContain('needs 50 real');
  const { train: real, sampleRows, seed } = base;
  const untold = await utilityOf({ train: real, holdout, synthetic: real, sampleRows, seed, ...unwatched });
  expect(untold.measures[0]?.reason).toBe('no target column is named');
  await expect(utilityOf({ ...base, synthetic: train, target: 'salary' })).rejects.toMatchObject({
    code: 'SPEC_COLUMN_UNKNOWN',
  });
  const cancelled = utilityOf({ ...base, synthetic: train, stopRequested: () => true });
  await expect(cancelled).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
});
