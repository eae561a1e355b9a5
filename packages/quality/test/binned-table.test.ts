import { binNamed, binOrdered } from '../src/two-sample/binned-table';

test('numbers: missing is 0, few values have their own bins, in order', () => {
  const { bins, count, ordered } = binOrdered(Float64Array.of(3, NaN, -1, 3, 2, Infinity));
  expect([...bins]).toEqual([3, 0, 1, 3, 2, 4]);
  expect([count, ordered]).toEqual([5, true]);
});

test('numbers: many values share 255 bins of about equal size that keep the order', () => {
  const values = Float64Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 10_000) ** 3);
  const { bins, count } = binOrdered(values);
  expect(count).toBe(256);
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
  expect(order.every((row, i) => i === 0 || (bins[row] as number) >= (bins[order[i - 1] as number] as number))).toBe(
    true,
  );
  const sizes = new Map<number, number>();
  for (const bin of bins) sizes.set(bin, (sizes.get(bin) ?? 0) + 1);
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(41);
});

test('levels: by frequency, from the 255th on in one bin', () => {
  expect([...binNamed(Int32Array.of(7, 7, 3, -1)).bins]).toEqual([1, 1, 2, 0]);
  const { bins, count } = binNamed(Int32Array.from({ length: 600 }, (_, i) => i % 300));
  expect(count).toBe(256);
  expect(bins.filter((bin) => bin === 255)).toHaveLength(2 * (300 - 254));
});
