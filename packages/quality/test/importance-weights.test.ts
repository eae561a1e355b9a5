import fc from 'fast-check';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { drawByWeight, importanceWeights, rareCells } from '../src';

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

it('leave rare cells their share, however a classifier weighs them', () => {
  const cells = fc.array(fc.uniqueArray(fc.nat(199), { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 12 });
  const many = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(many, cells, (found, sets) => {
      const rare = sets.map((rows) => ({ rows: Uint32Array.from(rows), least: rows.length / 200 }));
      const { weights, effectiveRows } = importanceWeights(Float64Array.from(found), rare);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const { rows, least } of rare)
        expect(rows.reduce((sum, row) => sum + weights[row]!, 0) / total).toBeGreaterThanOrEqual(0.97 * least);
      expect(effectiveRows).toBeGreaterThanOrEqual(100);
    }),
  );
});

it('know tails of numbers and rare levels of categories as cells', () => {
  const schema = { role: 'feature', nullable: true, written: {} } as const;
  const columns = [
    { name: 'x', type: 'decimal', physical: 'float64', ...schema },
    { name: 'kind', type: 'category', physical: 'utf8', ...schema },
  ] as const;
  const frame = (rows: number, rare: number): Frame => ({
    schema: { version: 1, columns: [...columns] },
    rows,
    columns: [
      { kind: 'numeric', schema: columns[0], values: Float64Array.from({ length: rows }, (_, i) => i), valid: null },
      {
        kind: 'categorical',
        schema: columns[1],
        codes: Int32Array.from({ length: rows }, (_, i) => (i < rare ? 1 : 0)),
        levels: ['often', 'seldom'],
      },
    ],
  });
  const cells = rareCells(frame(1000, 20), frame(1000, 5));
  expect(cells.map(({ rows, least }) => [rows.length, least])).toEqual([
    [10, 0.01],
    [10, 0.01],
    [50, 0.05],
    [50, 0.05],
    [5, 0.005],
  ]);
  // Of a narrower table the tails that it lacks are no cells.
  expect(rareCells(frame(1000, 20), frame(900, 0)).map(({ rows }) => rows.length)).toEqual([10, 50]);
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
