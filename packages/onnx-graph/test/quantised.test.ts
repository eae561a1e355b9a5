import {
  Graph,
  InferenceSession,
  deserialise,
  dynamicQuantise,
  gradients,
  matmulInteger,
  mean,
  quantisedMatmul,
  quantiseWeights,
  serialise,
} from '../src';
import { halfModel, quantisedModel } from './support/compressed-models';

const invalid = (message: string): Error =>
  expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining(message) });

describe('whole-number products', () => {
  it('are exact at the largest seven-bit weights, on any processor', async () => {
    const [n, k, m] = [5, 64, 7];
    const a = Uint8Array.from({ length: n * k }, (_, i) => (i % 3 === 0 ? 255 : (i * 37) % 256));
    const b = Int8Array.from({ length: k * m }, (_, i) => (i % 2 === 0 ? 63 : -63 + (i % 5)));
    const g = new Graph();
    const zero = g.constant(Uint8Array.of(3), [], 'uint8');
    g.output('y', matmulInteger(g.input('a', 'uint8', ['n', k]), g.input('b', 'int8', [k, m]), zero));
    const bytes = serialise(g, { name: 'integers' });
    expect(serialise(deserialise(bytes).graph, { name: 'integers' })).toEqual(bytes);
    const { y } = await (await InferenceSession.load(bytes)).run({ a, b });
    const expected = Array.from({ length: n * m }, (_, at) => {
      const [row, column] = [Math.floor(at / m), at % m];
      return Array.from({ length: k }, (_, i) => (a[row * k + i]! - 3) * b[i * m + column]!).reduce((s, v) => s + v, 0);
    });
    expect([y!.type, [...(y!.data as Int32Array)]]).toEqual(['int32', expected]);
  });

  it('quantise weights by column, symmetric around 0', () => {
    const weights = Float32Array.of(1, 0, -0.5, 0.25, 0, -4);
    expect(quantiseWeights(weights, [2, 3])).toEqual({
      data: Int8Array.of(63, 0, -8, 16, 0, -63),
      scale: Float32Array.of(1 / 63, 1, 4 / 63),
      shape: [2, 3],
    });
    expect(quantiseWeights(weights, [2, 3], 8).data).toEqual(Int8Array.of(127, 0, -16, 32, 0, -127));
  });

  it('stay near the network they stand for, and nearer with eight bits', async () => {
    const x = Float32Array.from({ length: 40 * 16 }, (_, i) => Math.cos(i * i));
    const [exact, seven, eight] = (await Promise.all(
      [halfModel('full'), quantisedModel(), quantisedModel(8)].map(async (graph) => {
        const session = await InferenceSession.load(serialise(graph, { name: 'm' }));
        return (await session.run({ x }))['y']!.data as Float32Array;
      }),
    )) as [Float32Array, Float32Array, Float32Array];
    const norm = (values: Float32Array): number => Math.hypot(...values);
    const error = (other: Float32Array): number => norm(exact.map((value, i) => value - other[i]!)) / norm(exact);
    expect(error(seven)).toBeLessThan(0.02);
    expect(error(eight)).toBeLessThan(error(seven));
  });

  it('have no gradient, and say what does not fit', () => {
    const g = new Graph();
    const x = g.input('x', 'float32', ['n', 4]);
    const weights = g.input('w', 'int8', [4, 2]);
    const scale = g.input('s', 'float32', [2]);
    expect(() => gradients(mean(quantisedMatmul(x, weights, scale)), [x])).toThrow(invalid('has no gradient'));
    expect(() => quantisedMatmul(x, weights, x)).toThrow(invalid('the scales are [n, 4]; needed is one a column'));
    expect(() => matmulInteger(dynamicQuantise(x).quantised, x)).toThrow(
      invalid('x is float32; needed is uint8 or int8'),
    );
    expect(() => matmulInteger(weights, weights)).toThrow(invalid('the inner dimensions are 2 (w) and 4 (w)'));
    expect(() => dynamicQuantise(weights)).toThrow(invalid('needed is float32'));
    expect(() => quantiseWeights(new Float32Array(5), [2, 3])).toThrow(invalid('5 weights are not [2, 3]'));
  });
});
