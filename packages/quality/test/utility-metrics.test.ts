import { bootstrapCounts, percentileInterval } from '../src/utility/bootstrap';
import { scoreClasses } from '../src/utility/scores/class-scores';
import { allRows, headlineOf } from '../src/utility/scores/headline';
import { scoreNumbers } from '../src/utility/scores/number-scores';
import { rankCorrelation } from '../src/utility/scores/ranking';
import { reference } from './support/utility-reference';

const { binary, multiclass, numbers, ranks } = reference.metrics;

test.each([
  ['two classes', binary, 2],
  ['four classes', multiclass, 4],
])('scores of %s equal those of scikit-learn', (_, expected, classes) => {
  const truth = Float64Array.from(expected.truth);
  const probabilities = Float64Array.from(expected.probabilities);
  const found = scoreClasses(truth, probabilities, { classes, minority: classes - 1 });
  for (const name of ['auc', 'averagePrecision', 'minorityF1', 'accuracy', 'logLoss'] as const)
    expect(found[name]).toBeCloseTo(expected[name], 9);
  for (const [k, one] of expected.classes.entries())
    for (const name of ['auc', 'averagePrecision', 'precision', 'recall', 'f1'] as const)
      expect(found.classes[k]?.[name]).toBeCloseTo(one[name], 9);
  const headline = headlineOf({ kind: 'classes', classes }, truth, probabilities);
  expect(headline(allRows(truth.length))).toBeCloseTo(expected.auc, 9);
});

test('scores of numbers equal those of scikit-learn', () => {
  const [truth, predicted] = [Float64Array.from(numbers.truth), Float64Array.from(numbers.predicted)];
  const found = scoreNumbers(truth, predicted);
  for (const name of ['r2', 'rmse', 'mae'] as const) expect(found[name]).toBeCloseTo(numbers[name], 9);
  expect(headlineOf({ kind: 'numbers' }, truth, predicted)(allRows(truth.length))).toBeCloseTo(numbers.r2, 9);
});

test('rank correlation equals that of scipy, and is unknown of constants', () => {
  expect(rankCorrelation(ranks.a, ranks.b)).toBeCloseTo(ranks.spearman, 9);
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
});

test('a resampled headline is that of the table written out', () => {
  const { truth, probabilities } = multiclass;
  const counts = bootstrapCounts(truth.length, { seed: 4, purpose: 'test', replicate: 0 });
  const rows = truth.flatMap((_, i) => new Array<number>(counts[i] ?? 0).fill(i));
  expect(rows).toHaveLength(truth.length);
  const weighted = headlineOf(
    { kind: 'classes', classes: 4 },
    Float64Array.from(truth),
    Float64Array.from(probabilities),
  );
  const written = scoreClasses(
    Float64Array.from(rows, (i) => truth[i] ?? NaN),
    Float64Array.from(rows.flatMap((i) => probabilities.slice(4 * i, 4 * i + 4))),
    { classes: 4, minority: 3 },
  );
  expect(weighted(counts)).toBeCloseTo(written.auc ?? NaN, 12);
});

test('nothing is made up where the rows do not determine it', () => {
  const one = scoreClasses(Float64Array.of(0, 0), Float64Array.of(0.7, 0.3, 0.6, 0.4), { classes: 2, minority: 1 });
  expect(one).toMatchObject({ auc: null, averagePrecision: null, minorityF1: 0, accuracy: 1 });
  expect(scoreNumbers(Float64Array.of(2, 2), Float64Array.of(2, 3))).toEqual({
    r2: null,
    rmse: Math.SQRT1_2,
    mae: 0.5,
  });
  expect(headlineOf({ kind: 'numbers' }, Float64Array.of(2, 2), Float64Array.of(2, 3))(allRows(2))).toBeNull();
  expect(percentileInterval([1, 2])).toBeNull();
  expect(percentileInterval(Array.from({ length: 41 }, (_, i) => i))).toEqual([1, 39]);
});
