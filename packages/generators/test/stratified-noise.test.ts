import { RandomStream } from '@headwater/random';
import { stratifiedNoise } from '../src/masked-autoregressive/stratified-noise';

describe('stratified noise', () => {
  it('has one uniform of each column in every one of as many intervals as there are rows', () => {
    for (const rows of [1, 7, 512, 4096]) {
      const noise = stratifiedNoise(3, rows, new RandomStream(1, 'noise'));
      for (let column = 0; column < 3; column++) {
        const of = [...noise.subarray(column * rows, (column + 1) * rows)];
        // Of 32 bits, one in some thousands is rounded over the end of its interval.
        expect(new Set(of.map((u) => Math.floor(u * rows))).size).toBeGreaterThanOrEqual(rows - rows / 500);
        expect(of.filter((u) => u <= 0 || u >= 1)).toEqual([]);
      }
    }
  });

  it('draws a row alone as if there were no others: uniform, and apart from its other columns', () => {
    const first: [number, number][] = [];
    for (let seed = 0; seed < 4000; seed++) {
      const noise = stratifiedNoise(2, 5, new RandomStream(seed, 'noise'));
      first.push([noise[0] as number, noise[5] as number]);
    }
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    // Four standard errors: of a uniform's mean, and of the covariance of two.
    expect(Math.abs(mean(first.map(([u]) => u)) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 4000));
    const covariance = mean(first.map(([u, v]) => (u - 0.5) * (v - 0.5)));
    expect(Math.abs(covariance)).toBeLessThan((4 * (1 / 12)) / Math.sqrt(4000));
  });
});
