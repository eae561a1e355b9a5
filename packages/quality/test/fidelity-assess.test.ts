import type { Measure } from '@headwater/contracts';
import { takeRows, type Frame } from '@headwater/tables';
import { assessQuality, type QualityRequest } from '../src';
import { fidelityOf } from './support/assessed';
import { frameOf, unwatched, type ColumnData } from './support/frames';
import { adultSample, named } from './support/fidelity-tables';

function request(train: Frame, synthetic: Frame, holdout = takeRows(train, [])): QualityRequest {
  return { train, holdout, synthetic, sampleRows: 100, seed: 1, ...unwatched };
}

const NAMES = [
  'boundary_adherence',
  'category_adherence',
  'category_coverage',
  'range_coverage',
  'missing_value_similarity',
  'statistic_similarity_mean',
  'statistic_similarity_median',
  'statistic_similarity_std',
  'key_uniqueness',
  'data_validity',
  'data_structure',
  'diagnostic_score',
  'accuracy',
  'accuracy_univariate',
  'accuracy_bivariate',
  'accuracy_trivariate',
  'precision',
  'recall',
  'density',
  'coverage',
  'alpha_precision',
  'beta_recall',
  'authenticity',
  'tail_coverage',
  'entropy_ratio',
  'spread_ratio',
  'mean_pairwise_distance_ratio',
  'unique_row_share',
  'mode_drop',
  'mode_duplication',
  'tail_coverage_worst',
];

test('every measure once, the same again with the same seed', async () => {
  const asked = request(adultSample('train'), adultSample('mostly'), adultSample('holdout'));
  const [first, second] = [await fidelityOf(asked), await fidelityOf(asked)].map((found) => found.measures) as [
    Measure[],
    Measure[],
  ];
  expect(first.map((m) => m.name)).toEqual(NAMES);
  const plain = (measures: typeof first) => measures.map((m) => ({ ...m, seconds: 0 }));
  expect(plain(second)).toEqual(plain(first));
  for (const { name, score, reference, meaning } of first) {
    if (name === 'key_uniqueness') continue;
    expect([name, Number.isFinite(score), Number.isFinite(reference), /^[A-Z].*\.$/.test(meaning)]).toEqual([
      name,
      true,
      true,
      true,
    ]);
  }
});

test('measures of collapse are against the frozen rows', async () => {
  const [real, later] = [adultSample('train'), adultSample('ctgan')];
  const { measures } = await fidelityOf({ ...request(later, later), frozen: real });
  const { measures: direct } = await fidelityOf(request(real, later));
  for (const name of ['tail_coverage', 'entropy_ratio', 'mode_duplication'])
    expect(named(measures, name).score).toBe(named(direct, name).score);
  expect(named(measures, 'accuracy_univariate').score).toBe(1);
});

const BAD: Record<string, Record<string, ColumnData>> = {
  'no rows': { a: { type: 'decimal', values: [] }, b: { type: 'category', values: [] } },
  'one row': { a: { type: 'decimal', values: [1] }, b: { type: 'category', values: ['x'] } },
  'constant columns': {
    a: { type: 'decimal', values: Array<number>(20).fill(3) },
    b: { type: 'category', values: Array<string>(20).fill('x') },
  },
  'nothing but missing': {
    a: { type: 'integer', values: Array<null>(20).fill(null) },
    b: { type: 'category', values: Array<null>(20).fill(null) },
  },
  'texts only': { a: { type: 'text', values: ['p', 'q', 'r'] } },
  'no numbers': { b: { type: 'category', values: [...'ababcababcabcc'] } },
  infinities: { a: { type: 'decimal', values: [-Infinity, 1, 2, 3, 4, 5, 6, 7, Infinity] } },
  'no columns': {},
};

test.each(Object.keys(BAD))('%s: what cannot be computed says why, nothing is NaN', async (name) => {
  const frame = frameOf(BAD[name]!);
  for (const holdout of [frame, takeRows(frame, [])]) {
    const { measures } = await fidelityOf(request(frame, frame, holdout));
    expect(measures.map((m) => m.name)).toEqual(NAMES);
    for (const { score, reference, reason } of measures) {
      if (score === null) expect(reason).toMatch(/\w/);
      else expect(reason).toBeUndefined();
      for (const number of [score, reference]) expect(number === null || Number.isFinite(number)).toBe(true);
    }
  }
});

test('reasons name what is missing', async () => {
  const reasonsOf = async (name: string) => {
    const frame = frameOf(BAD[name]!);
    return new Map((await fidelityOf(request(frame, frame))).measures.map((m) => [m.name, m.reason]));
  };
  expect((await reasonsOf('one row')).get('precision')).toBe(
    'no column that can be compared varies in the training rows',
  );
  expect((await reasonsOf('infinities')).get('entropy_ratio')).toMatch('no category or boolean column');
  expect((await reasonsOf('no numbers')).get('tail_coverage')).toMatch('no number or time column');
  expect((await reasonsOf('no numbers')).get('accuracy_bivariate')).toBe(
    'it needs 2 columns that can be compared, and has 1',
  );
  expect((await reasonsOf('no rows')).get('accuracy')).toBe('none of its parts could be computed');
});

test('other columns are refused, a request to stop is heard', async () => {
  const adult = adultSample('train');
  const other = frameOf({ a: { type: 'decimal', values: [1, 2] } });
  await expect(assessQuality(request(adult, other))).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH' });
  await expect(assessQuality({ ...request(adult, adult), frozen: other })).rejects.toMatchObject({
    code: 'SOURCE_SCHEMA_MISMATCH',
  });
  const stopped = { ...request(adult, adult), stopRequested: () => true };
  await expect(assessQuality(stopped)).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
});
