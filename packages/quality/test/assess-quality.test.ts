import type { Evidence, Measure } from '@headwater/contracts';
import { assessQuality, type QualityRequest } from '../src';
import { adultSample } from './support/adult-samples';
import { fairnessOf, fidelityOf, measureOf, utilityOf } from './support/assessed';
import { unwatched } from './support/frames';

const notes: string[] = [];
const request: QualityRequest = {
  train: adultSample('train'),
  holdout: adultSample('holdout'),
  synthetic: adultSample('ctgan'),
  target: 'income',
  protected: ['sex', 'race'],
  segments: ['sex'],
  likelihood: { train: Float64Array.of(-9, -10, -11), holdout: Float64Array.of(-10, -11, -12) },
  sampleRows: 400,
  seed: 3,
  ...unwatched,
  report: ({ note }) => notes.push(note),
};

/** Each test measures everything there is, some several times. */
jest.setTimeout(120_000);

let evidence: Evidence;
beforeAll(async () => {
  evidence = await assessQuality(request);
});

const FAMILIES = {
  fidelity: [
    ...['column_shapes', 'column_pair_trends', 'quality_score', 'two_sample_auc', 'ks_complement', 'tv_complement'],
    ...['column_shapes_worst', 'column_pair_trends_worst'],
    ...['boundary_adherence', 'category_adherence', 'category_coverage', 'range_coverage', 'missing_value_similarity'],
    ...['statistic_similarity_mean', 'statistic_similarity_median', 'statistic_similarity_std', 'key_uniqueness'],
    ...['data_validity', 'data_structure', 'diagnostic_score', 'accuracy', 'accuracy_univariate', 'accuracy_bivariate'],
    ...['accuracy_trivariate', 'precision', 'recall', 'density', 'coverage', 'alpha_precision', 'beta_recall'],
    ...['authenticity', 'log_likelihood', 'column_shapes@sex', 'column_pair_trends@sex'],
    ...['missing_value_similarity@sex', 'category_coverage@sex'],
  ],
  collapse: [
    ...['tail_coverage', 'entropy_ratio', 'spread_ratio', 'mean_pairwise_distance_ratio', 'unique_row_share'],
    ...['mode_drop', 'mode_duplication', 'tail_coverage_worst'],
  ],
  utility: [
    'tstr_auc',
    'tstr_auc_linear',
    'tstr_auc_network',
    'tstr_gap',
    'feature_importance_correlation',
    'tstr_r2',
    'tstr_r2_linear',
    'tstr_r2_network',
  ],
  fairness: [
    ...['representation_distance', 'label_parity_difference', 'statistical_parity_difference'],
    ...['equal_opportunity_difference', 'equalised_odds_difference', 'bias_amplification'],
  ],
};

test('every measure once, each in its family, with a sentence', () => {
  for (const [family, names] of Object.entries(FAMILIES))
    expect(evidence.measures.filter((m) => m.family === family).map((m) => m.name)).toEqual(names);
  expect(evidence.measures).toHaveLength(Object.values(FAMILIES).flat().length);
  for (const { meaning, seconds } of evidence.measures) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(seconds).toBeGreaterThanOrEqual(0);
  }
});

test('its parts say the same alone as together', async () => {
  // What is not applicable is known of the whole assessment only.
  const bare = ({ seconds: _, notApplicable: __, ...measure }: Measure): Omit<Measure, 'seconds'> => measure;
  const fidelity = await fidelityOf(request);
  for (const measure of fidelity.measures) expect(bare(measureOf(evidence, measure.name))).toEqual(bare(measure));
  const utility = await utilityOf(request);
  expect(evidence.utility).toEqual(utility.tables);
  // Fairness learns its own trees here, and is given those of utility there.
  const fairness = await fairnessOf(request);
  expect(evidence.fairness).toEqual(fairness.tables);
  for (const measure of [...utility.measures, ...fairness.measures])
    expect(bare(measureOf(evidence, measure.name))).toEqual(bare(measure));
});

test('the other class as the positive one: the same models, their decisions the other way round', async () => {
  const of = ({ fairness }: Evidence): unknown => {
    const [sex] = fairness?.groupings ?? [];
    const parity = sex?.outcome?.differences.find((d) => d.name === 'statistical_parity_difference');
    return [parity?.real?.toFixed(9), parity?.synthetic?.toFixed(9), parity?.verdict];
  };
  const low = await assessQuality({ ...request, positive: '<=50K', sampleRows: 400 });
  expect([evidence.fairness?.positive, low.fairness?.positive]).toEqual(['>50K', '<=50K']);
  // Selected is the complement of rejected, so the differences between groups are equal.
  expect(of(low)).toEqual(of(evidence));
});

test('the same request gives the same evidence', async () => {
  const timeless = ({ measures, ...rest }: Evidence): unknown => ({
    ...rest,
    measures: measures.map((m) => ({ ...m, seconds: 0 })),
  });
  expect(timeless(await assessQuality(request))).toEqual(timeless(evidence));
});

test('columns have all that is said of them, and the means over columns are the measures', () => {
  const { columnScores = [] } = evidence;
  expect(columnScores.map((c) => c.column)).toEqual(request.train.columns.map((c) => c.schema.name));
  const age = columnScores.find((c) => c.column === 'age');
  expect(Object.keys(age?.measures ?? {}).sort()).toEqual([
    ...['accuracy_univariate', 'boundary_adherence', 'ks_complement', 'missing_value_similarity', 'range_coverage'],
    ...['spread_ratio', 'statistic_similarity_mean', 'statistic_similarity_median', 'statistic_similarity_std'],
    'tail_coverage',
  ]);
  const sex = columnScores.find((c) => c.column === 'sex');
  expect(Object.keys(sex?.measures ?? {}).sort()).toEqual([
    ...['accuracy_univariate', 'category_adherence', 'category_coverage', 'entropy_ratio', 'missing_value_similarity'],
    'tv_complement',
  ]);
  for (const name of ['ks_complement', 'tv_complement', 'entropy_ratio', 'accuracy_univariate', 'range_coverage'])
    for (const side of ['score', 'reference'] as const) {
      const values = columnScores.flatMap((c) => c.measures[name]?.[side] ?? []);
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      expect(measureOf(evidence, name)[side]).toBeCloseTo(mean, 12);
    }
});

test('the evidence holds what lies behind the measures, and nothing that was not asked for', async () => {
  expect(evidence).toMatchObject({
    version: 1,
    stage: 'quality',
    rows: { train: 1000, holdout: 1000, synthetic: 1000 },
  });
  expect(evidence.segments?.map((s) => `${s.column}=${s.level}`)).toEqual(['sex=Male', 'sex=Female']);
  expect(evidence.pairPlots?.length).toBeGreaterThan(0);
  expect(evidence.projection?.rows).toBe(400);
  expect(evidence.telltales?.length).toBeGreaterThan(0);
  expect(evidence.notes).toContain('Neighbours: 400 training and as many synthetic rows, drawn with seed 3.');
  expect(new Set(evidence.notes).size).toBe(evidence.notes.length);
  const { target: _, protected: __, segments: ___, ...little } = request;
  const plain = await assessQuality(little);
  expect(plain).not.toHaveProperty('segments');
  expect(plain).not.toHaveProperty('utility');
  expect(plain).not.toHaveProperty('fairness');
  expect(measureOf(plain, 'tstr_auc').reason).toBe('no target column is named');
  expect(measureOf(plain, 'bias_amplification').reason).toBe('no protected column is named');
});

test('frozen rows change the measures of collapse and no others', async () => {
  const frozen = await assessQuality({ ...request, frozen: adultSample('mostly') });
  const changed = frozen.measures.filter((m) => m.score !== measureOf(evidence, m.name).score).map((m) => m.name);
  expect(changed).toEqual(expect.arrayContaining(['tail_coverage', 'entropy_ratio', 'spread_ratio']));
  expect(FAMILIES.collapse).toEqual(expect.arrayContaining(changed));
});
