import { RandomStream } from '@headwater/random';
import { jointIntervals } from '../src/fairness/joint-intervals';
import { drawnPatternCounts, patternCounts, rowPatterns } from '../src/fairness/row-patterns';
import { bootstrapCounts, percentileInterval } from '../src/utility/bootstrap';

/** Twelve estimates of zero with noise of very different size, half of them sharing some, and their bootstraps. */
function draw(index: number): { estimates: number[]; replicates: number[][] } {
  const random = new RandomStream(3, 'test/joint', index);
  const noise = (): number[] => {
    const shared = random.normal();
    return Array.from({ length: 12 }, (_, j) => 10 ** (j % 3) * (random.normal() + (j < 6 ? shared : 0)));
  };
  const estimates = noise();
  const drawn = Array.from({ length: 200 }, noise);
  return { estimates, replicates: estimates.map((e, j) => drawn.map((d) => e + (d[j] as number))) };
}

test('all of them hold at once in 95 of 100 draws, single ones far less often', () => {
  let joint = 0;
  let single = 0;
  for (let index = 0; index < 200; index++) {
    const { estimates, replicates } = draw(index);
    const holds = (interval: [number, number] | null): boolean =>
      interval !== null && interval[0] <= 0 && interval[1] >= 0;
    if (jointIntervals(estimates, replicates).every(holds)) joint++;
    if (replicates.map(percentileInterval).every(holds)) single++;
  }
  expect(joint / 200).toBeGreaterThan(0.9);
  expect(joint / 200).toBeLessThan(0.995);
  expect(single / 200).toBeLessThan(0.75);
});

test('one estimate has the interval of its standard error, a certain one is a point', () => {
  const random = new RandomStream(4, 'test/joint-one');
  const values = Array.from({ length: 2000 }, () => 5 + random.normal());
  const [interval] = jointIntervals([5], [values]);
  expect(interval?.[0]).toBeCloseTo(5 - 1.96, 0.5);
  expect(interval?.[1]).toBeCloseTo(5 + 1.96, 0.5);
  expect(jointIntervals([2, 5], [Array<number>(2000).fill(2), values])[0]).toEqual([2, 2]);
  expect(jointIntervals([5], [values.slice(0, 19)])).toEqual([null]);
  expect(jointIntervals([], [])).toEqual([]);
});

test('patterns are counted as their rows would be, whole and drawn', () => {
  const random = new RandomStream(5, 'test/patterns');
  const rows = 500;
  const codes = [3, 2, 4].map((levels) => Int32Array.from({ length: rows }, () => random.below(levels)));
  const patterns = rowPatterns(rows, codes);
  const word = (i: number): string => codes.map((code) => code[i]).join();
  expect(patterns.example.length).toBe(new Set(Array.from({ length: rows }, (_, i) => word(i))).size);
  for (let i = 0; i < rows; i++) expect(word(patterns.example[patterns.of[i] as number] as number)).toBe(word(i));
  const byPattern = (counts: ArrayLike<number>): Uint32Array => {
    const sums = new Uint32Array(patterns.example.length);
    patterns.of.forEach((pattern, i) => (sums[pattern] = (sums[pattern] as number) + (counts[i] as number)));
    return sums;
  };
  expect(patternCounts(patterns)).toEqual(byPattern(new Uint8Array(rows).fill(1)));
  const stream = { seed: 6, purpose: 'test/drawn', replicate: 2 };
  expect(drawnPatternCounts(patterns, stream)).toEqual(byPattern(bootstrapCounts(rows, stream)));
  expect(patternCounts(rowPatterns(0, codes))).toHaveLength(0);
});
