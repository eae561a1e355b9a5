import type { ColumnComparison } from '@headwater/contracts';
import { compareColumns } from '../src';
import { columnComparison } from '../src/plots/column-comparison';
import { frameOf, type Cell, type ColumnData } from './support/frames';

type Histogram = Extract<ColumnComparison['plot'], { kind: 'histogram' }>;
type Bars = Extract<ColumnComparison['plot'], { kind: 'bars' }>;

function compare(data: Omit<ColumnData, 'values'>, real: Cell[], synthetic: Cell[]): ColumnComparison {
  const [train, made] = [frameOf({ c: { ...data, values: real } }), frameOf({ c: { ...data, values: synthetic } })];
  return columnComparison(compareColumns(train, made, made)[0] as Parameters<typeof columnComparison>[0], null);
}
const sum = (shares: number[]): number => shares.reduce((a, b) => a + b, 0);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

test.each<[string, Cell[]]>([
  ['spread', range(1000).map((i) => i * 1.7 - 300)],
  ['tiny', range(200).map((i) => 1e-9 * i)],
  ['huge', range(200).map((i) => 1e308 * (i / 100 - 1))],
  ['far from zero', range(200).map((i) => 1e15 + i / 8)],
  ['one value', [5.5]],
  ['none', [null, null]],
])('decimals, %s: at most 30 bins, edges rise, shares add up to 1', (_, values) => {
  const plot = compare({ type: 'decimal' }, values, [...values, -1e6, 1e6]).plot as Histogram;
  expect(plot.edges.length).toBeGreaterThan(1);
  expect(plot.edges.length).toBeLessThanOrEqual(31);
  expect(
    plot.edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > (plot.edges[i - 1] as number))),
  ).toBe(true);
  expect(plot.real).toHaveLength(plot.edges.length - 1);
  expect(sum(plot.real)).toBeCloseTo(values[0] === null ? 0 : 1, 12);
  expect(sum(plot.synthetic)).toBeCloseTo(1, 12);
});

test('extreme values of single rows do not show', () => {
  const values = [...range(100), 123_456, -98_765];
  const { plot } = compare({ type: 'decimal' }, values, values);
  expect(JSON.stringify(plot)).not.toMatch(/123456|98765/);
  expect(Math.max(...(plot as Histogram).edges)).toBeLessThan(200);
});

test('few whole numbers have a bin each; dates are days, time stamps milliseconds', () => {
  const whole = compare(
    { type: 'integer' },
    range(100).map((i) => i % 4),
    [0, 9],
  ).plot as Histogram;
  expect(whole.edges).toEqual([-0.5, 0.5, 1.5, 2.5, 3.5]);
  expect(whole.synthetic).toEqual([0.5, 0, 0, 0.5]);
  const date = compare(
    { type: 'date' },
    range(100).map((i) => 19_000 + i * 10),
    [],
  ).plot as Histogram;
  expect(date.temporal).toBe('date');
  expect(date.edges[0]).toBeGreaterThan(18_900);
  const stamp = compare(
    { type: 'timestamp', physical: 'timestamp[us]' },
    range(100).map((i) => 1.7e15 + i * 1e9),
    [],
  ).plot as Histogram;
  expect(stamp.temporal).toBe('timestamp');
  expect(stamp.edges[0]).toBeGreaterThan(1.69e12);
  expect(stamp.edges[0]).toBeLessThan(1.71e12);
});

test('bars: the most frequent levels of five training rows or more, the others pooled without their names', () => {
  const real = [
    ...new Array<string>(10).fill('often'),
    ...new Array<string>(5).fill('five'),
    ...new Array<string>(4).fill('four'),
    null,
  ];
  const { plot, missing } = compare({ type: 'category' }, real, ['often', 'often', 'made up', 'four']);
  expect(plot).toEqual({
    kind: 'bars',
    labels: ['often', 'five'],
    real: [10 / 19, 5 / 19],
    synthetic: [0.5, 0],
    others: 2,
  });
  expect(missing).toEqual({ real: 0.05, synthetic: 0 });
  const many = compare(
    { type: 'category' },
    range(20).flatMap((i) => new Array<string>(5 + i).fill(`level ${i}`)),
    ['level 3'],
  ).plot as Bars;
  expect(many.labels).toHaveLength(12);
  expect(many.labels[0]).toBe('level 19');
  expect(many.others).toBe(8);
});

test('identifiers and texts, or an id by role, show lengths and no value', () => {
  const text = compare({ type: 'text' }, ['secret one', 'secret two', null], ['a', 'bb']);
  expect(text.plot.kind).toBe('histogram');
  expect(JSON.stringify(text)).not.toContain('secret');
  expect(text).toMatchObject({ type: 'text', score: null, missing: { real: 1 / 3, synthetic: 0 } });
  const number = compare(
    { type: 'integer', role: 'id' },
    range(50).map((i) => 1_000_000 + i),
    [1],
  );
  expect(JSON.stringify(number.plot)).not.toContain('10000');
});
