import type { PairAxis, PairPlot, PairScore } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { compareColumns } from '../src/compared-columns';
import { pairPlots } from '../src/plots/pair-plots';
import { adultSample } from './support/fidelity-tables';
import { frameOf, type Cell, type ColumnData } from './support/frames';

type Data = Record<string, ColumnData>;

function plots(real: Data, synthetic: Data, pairs: PairScore[]): PairPlot[] {
  const train = frameOf(real);
  return pairPlots(compareColumns(train, train, frameOf(synthetic)), pairs);
}
function plot(real: Data, synthetic: Data = real): PairPlot {
  return plots(real, synthetic, [{ a: 'a', b: 'b', score: 0.4 }])[0] as PairPlot;
}
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const repeat = <T>(value: T, n: number): T[] => new Array<T>(n).fill(value);
const sum = (shares: number[]): number => shares.reduce((a, b) => a + b, 0);
const edgesOf = (axis: PairAxis): number[] => (axis.kind === 'edges' ? axis.edges : []);
const labelsOf = (axis: PairAxis): string[] => (axis.kind === 'labels' ? axis.labels : []);

test('levels: x inner, y outer, cells of fewer than five real rows are none', () => {
  const real = {
    a: { type: 'category', values: [...repeat('p', 12), ...repeat('q', 8)] },
    b: { type: 'boolean', values: [...repeat('yes', 6), ...repeat('no', 6), ...repeat('yes', 4), ...repeat('no', 4)] },
  } satisfies Data;
  expect(plot(real)).toEqual({
    score: 0.4,
    x: { kind: 'labels', column: 'a', labels: ['p', 'q'] },
    y: { kind: 'labels', column: 'b', labels: ['yes', 'no'] },
    real: [0.3, 0, 0.3, 0],
    synthetic: [0.3, 0.2, 0.3, 0.2],
  });
});

test('twelve levels of five rows or more have names, others and missing values a cell each', () => {
  const values: Cell[] = [...range(15).flatMap((i) => repeat(`level ${i}`, 6 + i)), ...repeat('rare', 4), null];
  const found = plot({
    a: { type: 'category', values },
    b: { type: 'category', values: repeat('one', values.length) },
  });
  const labels = labelsOf(found.x);
  expect(labels).toHaveLength(14);
  expect(labels[0]).toBe('level 14');
  expect(labels.slice(12)).toEqual(['(others)', '(missing)']);
  expect(JSON.stringify(found)).not.toContain('rare');
  expect(found.synthetic[12]).toBeCloseTo((6 + 7 + 8 + 4) / values.length, 3);
  expect(found.real[13]).toBe(0);
  expect(found.synthetic[13]).toBeCloseTo(1 / values.length, 4);
});

test('numbers: round edges of equal width inside the outer hundredths, what lies beyond in the end bins', () => {
  const values = [...range(1000).map((i) => i / 10), 123_456, -98_765];
  const b = { type: 'category', values: values.map((v) => (v < 50 ? 'low' : 'high')) } satisfies ColumnData;
  const found = plot({ a: { type: 'decimal', values }, b });
  const edges = edgesOf(found.x);
  expect(edges[0]).toBe(0);
  expect(edges.at(-1)).toBe(100);
  expect(edges.length).toBeLessThanOrEqual(21);
  expect(edges.every((edge, i) => edge === i * 10 || edge === i * 5)).toBe(true);
  expect(sum(found.synthetic)).toBeCloseTo(1, 2);
  const few = plot({
    a: { type: 'integer', values: range(60).map((i) => i % 4) },
    b: { ...b, values: repeat('x', 60) },
  });
  expect(edgesOf(few.x)).toEqual([-0.5, 0.5, 1.5, 2.5, 3.5]);
});

test('crowded numbers: bins of like many rows, and one for the value that most rows hold', () => {
  const random = new RandomStream(5, 'test/pair-plots');
  const values = range(4000).map((i) => (i % 10 > 0 ? 0 : Math.round(Math.exp(7 + random.normal()))));
  const b = { type: 'category', values: repeat('x', values.length) } satisfies ColumnData;
  const found = plot({ a: { type: 'integer', values }, b });
  const edges = edgesOf(found.x);
  expect(edges.length).toBeGreaterThan(10);
  expect(edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number))).toBe(true);
  expect(found.real[0]).toBeGreaterThanOrEqual(0.9);
  for (const share of found.real.slice(1)) expect(share).toBeLessThan(0.02);
  expect(sum(found.real)).toBeCloseTo(1, 2);
  // Rounder than the values themselves, most of which are not multiples of ten.
  expect(edges.filter((edge) => edge % 10 === 0).length).toBeGreaterThan(0.6 * edges.length);
});

test('missing numbers have a cell, beside bins in words', () => {
  const values: Cell[] = [...range(90), ...repeat(null, 10)];
  const b = { type: 'integer', values: range(100) } satisfies ColumnData;
  const found = plot({ a: { type: 'integer', values }, b });
  const labels = labelsOf(found.x);
  expect(labels.at(-1)).toBe('(missing)');
  expect(labels[0]).toMatch(/^< \d+$/);
  expect(labels[1]).toMatch(/^\d+ – \d+$/);
  const columnOfMissing = found.synthetic.filter((_, i) => i % labels.length === labels.length - 1);
  expect(sum(columnOfMissing)).toBeCloseTo(0.1, 3);
  const day = {
    type: 'date',
    values: [...range(90).map((i) => 19_000 + 30 * i), ...repeat(null, 10)],
  } satisfies ColumnData;
  expect(labelsOf(plot({ a: day, b }).x)[1]).toMatch(/^20\d\d-\d\d-\d\d – 20\d\d-\d\d-\d\d$/);
  const few = { type: 'integer', values: values.map((v) => (v === null ? null : Number(v) % 3)) } satisfies ColumnData;
  expect(labelsOf(plot({ a: few, b }).x)).toEqual(['≤ 0', '1', '≥ 2', '(missing)']);
});

test('time stamps in milliseconds; constant, infinite and absent values do no harm', () => {
  const stamp = {
    type: 'timestamp',
    physical: 'timestamp[us]',
    values: range(100).map((i) => 1.7e15 + i * 1e9),
  } satisfies ColumnData;
  const odd = { type: 'decimal', values: [...repeat(7, 98), Infinity, -Infinity] } satisfies ColumnData;
  const found = plot({ a: stamp, b: odd });
  expect(found.x).toMatchObject({ kind: 'edges', temporal: 'timestamp' });
  expect(edgesOf(found.x)[0]).toBeGreaterThan(1.69e12);
  expect(edgesOf(found.x).at(-1)).toBeLessThan(1.71e12);
  expect(sum(found.synthetic)).toBeCloseTo(1, 2);
  const none = plot({ a: { type: 'decimal', values: repeat(null, 20) }, b: { type: 'decimal', values: range(20) } });
  expect(labelsOf(none.x)).toEqual(['any', '(missing)']);
});

test('Adult: the worst twelve, within 60 kB even where every cell is taken', () => {
  const [train, synthetic] = [adultSample('train'), adultSample('headwater')];
  const names = train.schema.columns.map((c) => c.name);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => ({ a, b, score: 0.5 })));
  const found = pairPlots(compareColumns(train, train, synthetic), [{ a: 'age', b: 'no column', score: 0 }, ...pairs]);
  expect(found).toHaveLength(12);
  expect(found[0]?.y.column).toBe('workclass');
  const random = new RandomStream(6, 'test/pair-plots');
  const column = (): ColumnData => ({ type: 'decimal', values: range(30_000).map(() => random.uniform()) });
  const dense = Object.fromEntries(range(6).map((j) => [`c${j}`, column()]));
  const all = range(6).flatMap((i) => range(i).map((j) => ({ a: `c${i}`, b: `c${j}`, score: 0.123456789 })));
  expect(JSON.stringify(plots(dense, dense, all)).length).toBeLessThan(60_000);
});
