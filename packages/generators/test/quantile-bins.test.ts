import * as fc from 'fast-check';
import { RandomStream } from '@headwater/random';
import { fitBins } from '../src/codec/fit-bins';
import { cumulativeRows, drawFromBin, type Bin } from '../src/codec/quantile-bins';
import { releasedRange } from '../src/codec/released-range';

const normals = (n: number) => {
  const random = new RandomStream(3, 'normals');
  return Float64Array.from({ length: n }, () => random.normal()).sort();
};

function draws(bins: Bin[], n: number): number[] {
  const random = new RandomStream(4, 'draws');
  const totals = bins.map(cumulativeRows);
  const rows = totals.map((t) => t.at(-1) as number);
  const all = rows.reduce((a, b) => a + b, 0);
  return Array.from({ length: n }, () => {
    let target = random.uniform() * all;
    const b = Math.max(
      0,
      rows.findIndex((r) => (target -= r) < 0),
    );
    return drawFromBin(bins[b] as Bin, totals[b] as Float64Array, random);
  });
}

describe('fitBins', () => {
  it('keeps the distribution: Kolmogorov distance of 20,000 draws to 5,000 values is small', () => {
    const sorted = normals(5000);
    const drawn = draws(fitBins(sorted, 50, 5), 20_000).sort((a, b) => a - b);
    const distance = Math.max(
      ...Array.from(sorted, (x, i) => Math.abs((i + 0.5) / 5000 - drawn.filter((d) => d <= x).length / 20_000)).filter(
        (_, i) => i % 50 === 0,
      ),
    );
    expect(distance).toBeLessThan(0.015);
  });

  it('accounts for every row once, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ noNaN: true, noDefaultInfinity: true })), {
          minLength: 5,
          maxLength: 300,
        }),
        fc.integer({ min: 1, max: 30 }),
        (values, bins) => {
          const sorted = Float64Array.from(values).sort();
          const fitted = fitBins(sorted, bins, 5);
          expect(fitted.reduce((sum, bin) => sum + (cumulativeRows(bin).at(-1) as number), 0)).toBe(values.length);
          for (const piece of fitted.flatMap((bin) => bin.pieces)) {
            expect(Number.isFinite(piece.lo) && Number.isFinite(piece.hi)).toBe(true);
            expect(piece.hi).toBeGreaterThanOrEqual(piece.lo);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stores no value of its own that fewer than the least holders have', () => {
    const sorted = normals(400);
    const own = new Set(sorted);
    for (const piece of fitBins(sorted, 20, 5).flatMap((bin) => bin.pieces)) {
      expect(own.has(piece.lo)).toBe(false);
      expect(own.has(piece.hi)).toBe(false);
    }
  });

  it('keeps a value held by enough rows exactly, with its rows', () => {
    const sorted = Float64Array.from([...normals(300), ...new Array<number>(30).fill(0.123)]).sort();
    const points = fitBins(sorted, 10, 5)
      .flatMap((bin) => bin.pieces)
      .filter((p) => p.lo === p.hi);
    expect(points).toEqual([{ lo: 0.123, hi: 0.123, rows: 30 }]);
  });

  it('spreads a value held by a few more rows than the least over the room around it, with its rows', () => {
    const sorted = Float64Array.from([...normals(300), ...new Array<number>(8).fill(0.123)]).sort();
    const pieces = fitBins(sorted, 10, 5).flatMap((bin) => bin.pieces);
    expect(pieces.filter((p) => p.lo === p.hi || p.lo === 0.123 || p.hi === 0.123)).toEqual([]);
    const around = pieces.filter((p) => p.lo < 0.123 && p.hi > 0.123);
    expect(around).toHaveLength(1);
    expect(around[0]?.rows).toBeGreaterThanOrEqual(8);
  });

  it('counts rare values as the nearest common one where they are too few for a mean', () => {
    const sorted = Float64Array.from([...new Array<number>(40).fill(1), 1.7, 2.6, ...new Array<number>(60).fill(3)]);
    const bins = fitBins(sorted, 10, 5);
    expect(bins.map(({ pieces }) => pieces)).toEqual([[{ lo: 1, hi: 1, rows: 41 }], [{ lo: 3, hi: 3, rows: 61 }]]);
    expect(bins[1]?.from).toBeGreaterThan(1);
    expect(bins[1]?.from).toBeLessThan(3);
    expect(bins[1]?.from).not.toBe(2.6);
  });
});

describe('releasedRange', () => {
  it('stops short of the extremes, however far out one record is', () => {
    const sorted = Float64Array.from([-1e9, ...normals(1000), 1e9]).sort();
    const [low, high] = releasedRange(sorted, 5);
    expect(low).toBeGreaterThan(-4);
    expect(high).toBeLessThan(4);
    expect(low).toBeGreaterThan(sorted[3] as number);
    expect(high).toBeLessThan(sorted.at(-4) as number);
  });

  it('is no value that few hold where several share an extreme, and is one that enough hold', () => {
    const shared = (holders: number) =>
      Float64Array.from([
        ...normals(50),
        ...new Array<number>(holders).fill(9),
        ...new Array<number>(holders).fill(-9),
      ]);
    const [low, high] = releasedRange(shared(4).sort(), 5);
    expect(high).toBeGreaterThan(3);
    expect(high).toBeLessThan(9);
    expect(low).toBeLessThan(-3);
    expect(low).toBeGreaterThan(-9);
    expect(releasedRange(shared(5).sort(), 5)).toEqual([-9, 9]);
  });
});
