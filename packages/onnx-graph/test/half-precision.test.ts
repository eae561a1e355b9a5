import {
  Graph,
  InferenceSession,
  add,
  cast,
  deserialise,
  fromFloat16,
  gather,
  gemm,
  gradients,
  mean,
  mul,
  relu,
  serialise,
  square,
  toFloat16,
  type Value,
} from '../src';
import { halfModel, halfWeights } from './support/compressed-models';

const floats = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i * i) * 10 ** ((i % 13) - 8));
/** Ties, the borders of normal and subnormal numbers, what rounds to 0 and to infinity. */
const EDGES = Float32Array.of(
  ...[0, -0, 1, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -14, 2 ** -14 - 2 ** -25, 2 ** -24, 2 ** -25, 1.5 * 2 ** -24],
  ...[2 ** -25 + 2 ** -40, 65504, 65519, 65520, -65520, Infinity, -Infinity, 1e-30],
);

describe('half precision', () => {
  it('keeps every number it can hold', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const back = toFloat16(fromFloat16(all));
    const isNaN = (bits: number): boolean => (bits & 0x7fff) > 0x7c00;
    expect(all.filter((bits, i) => back[i] !== bits && !(isNaN(bits) && isNaN(back[i]!)))).toHaveLength(0);
  });

  it('rounds as ONNX Runtime rounds', async () => {
    const g = new Graph();
    const half = cast(g.input('x', 'float32', ['n']), 'float16');
    g.output('half', half);
    g.output('back', cast(half, 'float32'));
    const session = await InferenceSession.load(serialise(g, { name: 'casts' }));
    for (const x of [EDGES, floats]) {
      const { half: bits, back } = await session.run({ x });
      expect(bits).toEqual({ type: 'float16', shape: [x.length], data: toFloat16(x) });
      expect(back!.data).toEqual(fromFloat16(toFloat16(x)));
    }
  });

  it.each(['stored', 'computed'] as const)('gives a network the same results, %s', async (kind) => {
    const x = Float32Array.from({ length: 5 * 16 }, (_, i) => Math.cos(i));
    const results = await Promise.all(
      (['full', kind] as const).map(async (which) => {
        const session = await InferenceSession.load(serialise(halfModel(which), { name: 'm' }));
        return (await session.run({ x }))['y']!.data as Float32Array;
      }),
    );
    const [exact, rounded] = results as [Float32Array, Float32Array];
    const error = Math.max(...exact.map((value, i) => Math.abs(value - rounded[i]!)));
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(3e-3);
  });

  it('halves the file, and survives writing and reading', () => {
    const [full, stored] = (['full', 'stored'] as const).map((kind) => serialise(halfModel(kind), { name: 'm' }));
    const weights = halfWeights().reduce((sum, { length }) => sum + length, 0);
    // Two bytes less a weight; the casts add names.
    expect(full!.length - stored!.length).toBeGreaterThan(2 * weights - 200);
    expect(serialise(deserialise(stored!).graph, { name: 'm' })).toEqual(stored);
  });

  it('has constants, gathers, gradients and feeds of its own', async () => {
    const g = new Graph();
    const x = g.input('x', 'float16', ['n', 2]);
    const table = g.initializer('table', { type: 'float16', shape: [3, 2], data: toFloat16([1, 2, 3, 4, 5, 6]) });
    const rows = gather(table, g.constant([2, 0], [2], 'int32'));
    expect([mul(x, 1), add(x, 0)]).toEqual([x, x]);
    const y = relu(gemm(x, rows, undefined, { alpha: 0.5 }));
    const loss = mean(square(add(y, 0.25)));
    const [dx] = gradients(loss, [x]) as [Value];
    g.output('y', y);
    g.output('dx', dx);
    const session = await InferenceSession.load(serialise(g, { name: 'half' }));
    const { y: result, dx: slope } = await session.run({ x: toFloat16([1, 2, -3, 1]) });
    // y = relu(x · [[5, 6], [1, 2]] / 2); dy = (y + 0.25) / 2, nothing where relu is off.
    expect([...fromFloat16(result!.data as Uint16Array)]).toEqual([3.5, 5, 0, 0]);
    expect([...fromFloat16(slope!.data as Uint16Array)]).toEqual([12.5625, 3.5625, 0, 0]);
    expect(slope!.shape).toEqual([2, 2]);
  });
});
