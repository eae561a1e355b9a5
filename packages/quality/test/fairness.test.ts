import { RandomStream } from '@headwater/random';
import type { QualityRequest } from '../src';
import type { FairnessAssessment } from '../src/fairness/assess-fairness';
import { adultData, adultSample } from './support/adult-samples';
import { fairnessOf, measureOf as measure } from './support/assessed';
import { frameOf, unwatched, type ColumnData } from './support/frames';

const [train, holdout] = [adultSample('train'), adultSample('holdout')];
const base = { train, holdout, target: 'income', sampleRows: 1000, seed: 3, ...unwatched };

/** Adult's training rows with the labels of a share of women of high income changed to low. */
function biased(share: number): QualityRequest['synthetic'] {
  const data = adultData('train');
  const { sex, income } = data as Record<'sex' | 'income', ColumnData>;
  const random = new RandomStream(1, 'test/bias');
  const values = income.values.map((v, i) => {
    const flip = random.uniform() < share;
    return flip && sex.values[i] === 'Female' ? '<=50K' : v;
  });
  return frameOf({ ...data, income: { ...income, values } });
}

const bySex = (synthetic: QualityRequest['synthetic']): Promise<FairnessAssessment> =>
  fairnessOf({ ...base, synthetic, protected: ['sex'] });

test('the real rows themselves amplify nothing', async () => {
  const found = await bySex(train);
  expect(measure(found, 'representation_distance')).toMatchObject({ score: 0 });
  const differences = found.tables.groupings[0]?.outcome?.differences ?? [];
  expect(differences).toHaveLength(4);
  for (const d of differences) expect(d).toMatchObject({ amplification: 0, verdict: 'unclear' });
  // Men are more often of high income in the table: what the labels say without any synthesis.
  expect(measure(found, 'label_parity_difference').reference).toBeGreaterThan(0.1);
});

test('a planted bias is called when three of four labels of a group are changed, not when one of four is', async () => {
  const verdicts = async (share: number): Promise<unknown[]> => {
    const found = await bySex(biased(share));
    return (found.tables.groupings[0]?.outcome?.differences ?? []).map((d) => d.verdict);
  };
  expect(await verdicts(0.25)).toEqual(['unclear', 'unclear', 'unclear', 'unclear']);
  const most = await bySex(biased(0.75));
  expect(await verdicts(0.75)).toEqual(['amplified', 'amplified', 'amplified', 'amplified']);
  expect(measure(most, 'bias_amplification').interval?.[0]).toBeGreaterThan(0);
  expect(measure(most, 'representation_distance').score).toBe(0);
});

test('attributes and their pairs are grouped, and what a generator did to them is seen', async () => {
  const found = await fairnessOf({ ...base, synthetic: adultSample('ctgan'), protected: ['sex', 'race', 'age'] });
  const names = found.tables.groupings.map((g) => g.attributes.join(' × '));
  expect(names).toEqual(['sex', 'race', 'age', 'sex × race', 'sex × age', 'race × age']);
  const [sex, , age] = found.tables.groupings;
  expect(sex?.groups).toEqual(['Female', 'Male']);
  expect(age?.groups).toEqual(['part 1 of 4', 'part 2 of 4', 'part 3 of 4', 'part 4 of 4']);
  // Shares counted in the files: 311 of 1,000 women in the real rows, 456 in the synthetic ones.
  expect(sex?.representation?.shares.train).toEqual([0.311, 0.689]);
  expect(sex?.representation?.distance).toBeCloseTo(0.145, 12);
  expect(sex?.representation?.interval?.[0]).toBeGreaterThan(sex?.representation?.reference ?? NaN);
  expect(sex?.outcome?.differences.map((d) => d.verdict)).toEqual(Array(4).fill('amplified'));
  const [women] = sex?.outcome?.groups ?? [];
  expect(women?.heldOutRows).toBe(354);
  // The model of CTGAN's rows gives high income to far fewer women than have it.
  expect(women?.models.synthetic.meanProbability).toBeLessThan(0.5 * (women?.labelRate.holdout ?? NaN));
  expect(women?.models.real.aucInterval?.[0]).toBeLessThan(women?.models.real.auc ?? NaN);
  expect(found.notes.join(' ')).toContain('the intervals of all 24 differences hold together');
  expect(found.tables.positive).toBe('>50K');
});

test('the same seed gives the same numbers, a better generator unclear verdicts', async () => {
  const run = async (): Promise<unknown> => {
    const { measures } = await bySex(adultSample('headwater'));
    return measures.map((m) => ({ ...m, seconds: 0 }));
  };
  expect(await run()).toEqual(await run());
  const { tables } = await bySex(adultSample('mostly'));
  const label = tables.groupings[0]?.outcome?.differences[0];
  expect(label).toMatchObject({ name: 'label_parity_difference', verdict: 'unclear' });
});

test('groups of few training rows are one, a missing value is a group', async () => {
  const data = adultData('train');
  const found = await fairnessOf({ ...base, synthetic: frameOf(data), protected: ['workclass'] });
  const names = found.tables.groupings[0]?.groups ?? [];
  expect(names).toContain('(missing)');
  expect(names).toContain('(others)');
  expect(names).not.toContain('Without-pay');
});

test('what cannot be computed says why, what is wrong is refused', async () => {
  const reasons = async (change: Partial<QualityRequest>): Promise<(string | undefined)[]> => {
    const request = { ...base, synthetic: train, protected: ['sex'], ...change };
    return (await fairnessOf(request)).measures.map((m) => (m.score === null ? m.reason : 'computed'));
  };
  const [none, ...others] = await reasons({ protected: [] });
  expect([none, ...others]).toEqual(Array(6).fill('no protected column is named'));
  expect(await reasons({ target: 'age' })).toEqual([
    'computed',
    ...Array<string>(5).fill('the target is a number, not a yes-or-no outcome'),
  ]);
  expect((await reasons({ target: 'relationship' }))[1]).toContain('more than two classes');
  expect((await reasons({ target: 'relationship', positive: 'Husband' }))[1]).toBe('computed');
  await expect(reasons({ protected: ['gender'] })).rejects.toMatchObject({ code: 'SPEC_COLUMN_UNKNOWN' });
});
