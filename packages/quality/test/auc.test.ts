import { RandomStream } from '@headwater/random';
import { areaUnderCurve } from '../src/two-sample/auc';

/** By the definitions, pair by pair. */
function bruteForce(positives: number[], negatives: number[]): { auc: number; variance: number } {
  const wins = positives.map((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
  const byPositive = wins.map((row) => mean(row));
  const byNegative = negatives.map((_, j) => mean(wins.map((row) => row[j] as number)));
  return {
    auc: mean(byPositive),
    variance: variance(byPositive) / positives.length + variance(byNegative) / negatives.length,
  };
}
const mean = (v: number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
const variance = (v: number[]): number => v.reduce((a, b) => a + (b - mean(v)) ** 2, 0) / (v.length - 1);

test.each([0, 1, 2, 3])('area and DeLong variance equal their definitions, ties included (sample %i)', (index) => {
  const random = new RandomStream(4, 'test/auc', index);
  const positives = Array.from({ length: 30 }, () => Math.round(3 * random.normal() + 2));
  const negatives = Array.from({ length: 47 }, () => Math.round(3 * random.normal()));
  const found = areaUnderCurve(Float64Array.from(positives), Float64Array.from(negatives));
  const expected = bruteForce(positives, negatives);
  expect(found.auc).toBeCloseTo(expected.auc, 12);
  expect(found.variance).toBeCloseTo(expected.variance, 12);
});

test('all apart, all the same', () => {
  expect(areaUnderCurve(Float64Array.of(3, 4), Float64Array.of(1, 2))).toEqual({ auc: 1, variance: 0 });
  expect(areaUnderCurve(Float64Array.of(1, 1), Float64Array.of(1, 1)).auc).toBe(0.5);
});
