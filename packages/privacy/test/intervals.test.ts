import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '@headwater/random';
import { RandomLabels } from '../src/distances/random-labels';
import { precedingByChance } from '../src/intervals/precedence';
import { compareQuantiles } from '../src/intervals/quantiles';
import { shareBeside, wilsonInterval } from '../src/intervals/wilson';

interface Reference {
  precedence: { n: number; m: number; j: number; least: number; most: number }[];
}
const path = join(__dirname, '../../../test/reference/privacy/intervals.json');
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

test.each(reference.precedence)('of $n values those before the $j-th of $m others, as scipy counts', (one) => {
  expect(precedingByChance(one.n, one.j, one.m)).toEqual({ least: one.least, most: one.most });
});

test('shares beside each other: the example of Newcombe 1998, 56 of 70 against 48 of 80', () => {
  const [low, high] = shareBeside({ share: 56 / 70, of: 70 }, { share: 48 / 80, of: 80 });
  expect(low - 0.6).toBeCloseTo(0.0524, 4);
  expect(high - 0.6).toBeCloseTo(0.3339, 4);
  expect(shareBeside({ share: 0, of: 50 }, { share: 0, of: 10 })[0]).toBe(0);
  expect(wilsonInterval(1, 30)[1]).toBe(1);
});

test('quantiles of one distribution: the interval is wholly below or above the other in one case of forty each', () => {
  const random = new RandomStream(2, 'test/quantiles');
  const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.uniform() ** 3);
  for (const [n, m, level] of [
    [60, 90, 0.5],
    [200, 150, 0.05],
  ] as const) {
    let [below, above] = [0, 0];
    for (let i = 0; i < 3000; i++) {
      const { beside, quantile, interval } = compareQuantiles(draw(n), draw(m), level, [0, 1]);
      expect(interval[0] <= quantile && quantile <= interval[1]).toBe(true);
      if (interval[1] < beside) below++;
      if (interval[0] > beside) above++;
    }
    // 75 are expected where counts are not whole numbers; they are, so fewer.
    for (const count of [below, above]) {
      expect(count).toBeLessThan(100);
      expect(count).toBeGreaterThan(15);
    }
  }
});

test('shares nearer to training rows: the error is that of labels dealt anew, however many rows share one nearest', () => {
  const random = new RandomStream(3, 'test/labels');
  const shares: number[] = [];
  let error = 0;
  for (let i = 0; i < 2000; i++) {
    const labels = new RandomLabels();
    for (let row = 0; row < 40; row++) {
      const isTrain = random.below(2) === 0;
      const near = { distance: 0.1, row, ties: 1 };
      const far = { distance: 0.2, row: 99, ties: 1 };
      // Row 0 is nearest to thirty synthetic rows.
      for (let k = 0; k < (row === 0 ? 30 : 1); k++) labels.add(isTrain ? near : far, isTrain ? far : near);
    }
    const found = labels.result();
    shares.push(found.share);
    error = found.error;
  }
  const spread = Math.sqrt(shares.reduce((sum, share) => sum + (share - 0.5) ** 2, 0) / shares.length);
  expect(error / spread).toBeGreaterThan(0.95);
  expect(error / spread).toBeLessThan(1.05);
});
