import fc from 'fast-check';
import { RandomStream } from '@headwater/random';
import { drawByWeight, importanceWeights } from '../src';

const ratios = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

it('never count as fewer than half of the rows, whatever a classifier says', () => {
  fc.assert(
    fc.property(ratios, (found) => {
      const { weights, effectiveRows } = importanceWeights(Float64Array.from(found));
      expect(effectiveRows).toBeGreaterThanOrEqual(found.length / 2);
      expect(effectiveRows).toBeLessThanOrEqual(found.length * (1 + 1e-9));
      for (const weight of weights) expect(weight >= 1 / 4 && weight <= 4).toBe(true);
      const order = [...found.keys()].sort((a, b) => found[a]! - found[b]!);
      for (let k = 1; k < order.length; k++)
        expect(weights[order[k]!]!).toBeGreaterThanOrEqual(weights[order[k - 1]!]! - 1e-12);
    }),
  );
});

it('keep the ratios where these are moderate', () => {
  expect([...importanceWeights(Float64Array.of(0.5, 1, 2)).weights]).toEqual([0.5, 1, 2]);
  expect(importanceWeights(Float64Array.of()).effectiveRows).toBe(0);
});

describe('rows drawn by weight', () => {
  it('are different ones in increasing order, as many as asked or as there are', () => {
    fc.assert(
      fc.property(ratios, fc.nat(400), fc.nat(99), (found, count, seed) => {
        const { weights } = importanceWeights(Float64Array.from(found));
        const drawn = [...drawByWeight(weights, count, new RandomStream(seed, 'test'))];
        expect(drawn).toHaveLength(Math.min(count, found.length));
        expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
        expect([...drawByWeight(weights, count, new RandomStream(seed, 'test'))]).toEqual(drawn);
      }),
    );
  });

  it('come up as often as their weights say, and the lightest still come up', () => {
    const weights = Float64Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 4 : 1 / 4));
    let heavy = 0;
    let light = 0;
    for (let seed = 0; seed < 50; seed++)
      for (const place of drawByWeight(weights, 40, new RandomStream(seed, 'test'))) {
        if (place < 1000) heavy++;
        else light++;
      }
    // Of 2,000 draws a seventeenth is light, give or take five standard errors.
    expect(Math.abs(light - 2000 / 17)).toBeLessThan(5 * Math.sqrt((2000 / 17) * (16 / 17)));
    expect(heavy + light).toBe(2000);
  });
});
