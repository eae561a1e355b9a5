import { Graph, InferenceSession, add, deserialise, mul, serialise } from '../src';
import { sessionOptions } from '../src/run/session-options';
import { samplerGraph } from './support/sampler';

const bytes = (): Uint8Array => {
  const g = new Graph();
  const x = g.input('x', 'float32', ['n', 2]);
  const k = g.input('k', 'int32', ['n', 'm']);
  g.output('twice', mul(x, 2));
  g.output('more', add(k, 1));
  return serialise(g, { name: 'g' });
};

describe('InferenceSession', () => {
  it('knows its inputs and outputs, and runs with any size of a named dimension', async () => {
    const session = await InferenceSession.load(bytes(), { threads: 2 });
    expect(session.inputs).toEqual([
      { name: 'x', type: 'float32', shape: ['n', 2] },
      { name: 'k', type: 'int32', shape: ['n', 'm'] },
    ]);
    for (const n of [1, 3]) {
      // k's shape follows: n is known from x, which leaves one open dimension.
      const { twice, more } = await session.run({ x: new Float32Array(2 * n).fill(1.5), k: new Int32Array(4 * n) });
      expect([twice!.shape, more!.shape, twice!.data[0], more!.data[0], more!.type]).toEqual([
        [n, 2],
        [n, 4],
        3,
        1,
        'int32',
      ]);
    }
    expect(Object.keys(await session.run({ x: new Float32Array(2), k: new Int32Array(1) }, ['more']))).toEqual([
      'more',
    ]);
    await session.release();
  });

  it('refuses feeds that do not fit', async () => {
    const session = await InferenceSession.load(bytes());
    const x = new Float32Array(4);
    const run = (
      feeds: Record<string, Float32Array | Int32Array | { data: Int32Array; shape: number[] }>,
    ): Promise<unknown> => session.run(feeds);
    await expect(run({ x })).rejects.toMatchObject({
      code: 'GRAPH_INVALID',
      message: 'input k: it is missing',
      hint: 'It takes int32 [n, m].',
    });
    await expect(run({ x, k: x })).rejects.toMatchObject({ message: 'input k: it was given a Float32Array' });
    await expect(run({ x, k: { data: new Int32Array(3), shape: [3, 1] } })).rejects.toMatchObject({
      message: 'input k: dimension 0 (n) is 3 where 2 is needed',
    });
    await expect(run({ x: new Float32Array(3), k: new Int32Array(2) })).rejects.toMatchObject({
      message: 'input x: 3 values do not fill it evenly',
    });
    await expect(run({ x, k: new Int32Array(2), z: x })).rejects.toMatchObject({ message: 'the model has no input z' });
  });

  it('refuses bytes that are no model', async () => {
    const good = bytes();
    for (const bad of [new Uint8Array(), good.slice(0, 40), new TextEncoder().encode('not a model at all')]) {
      await expect(InferenceSession.load(bad)).rejects.toMatchObject({ code: 'MODEL_BUNDLE_INVALID' });
      expect(() => deserialise(bad)).toThrow(expect.objectContaining({ code: 'MODEL_BUNDLE_INVALID' }));
    }
    await expect(InferenceSession.load(good, { threads: 0 })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('runs a sampler made of one loop as a plain program would', async () => {
    const session = await InferenceSession.load(serialise(samplerGraph(), { name: 'sampler' }));
    const [start, uniforms] = [
      Float32Array.from([1, -1, 0.5, 2, 0, 0, 0, 0]),
      Float32Array.from([0.1, 0.9, 0.5, 0.5, 0.99, 0.01]),
    ];
    const { levels, state } = await session.run({ start, uniforms });
    const expected: number[] = [];
    const h = [[...start.subarray(0, 4)], [...start.subarray(4)]];
    for (let trip = 0; trip < 3; trip++) {
      h.forEach((row, r) => {
        const scores = Array.from({ length: 6 }, (_, j) =>
          row.reduce((sum, x, i) => sum + Math.max(0, x) * Math.sin(i * 6 + j), 0),
        );
        const total = scores.reduce((sum, s) => sum + Math.exp(s), 0);
        let below = 0;
        let cumulative = 0;
        for (const s of scores) if ((cumulative += Math.exp(s) / total) < uniforms[trip * 2 + r]!) below++;
        expected.push(below);
        row.forEach((_, i) => (row[i]! += Math.cos(below * 4 + i)));
      });
    }
    expect([levels!.shape, [...(levels!.data as Int32Array)]]).toEqual([[3, 2], expected]);
    h.flat().forEach((value, i) => expect((state!.data as Float32Array)[i]).toBeCloseTo(value, 5));
  });
});

describe('session options', () => {
  it('let waiting threads sleep, and take the threads and the provider asked for', () => {
    expect(sessionOptions({ threads: 2 })).toMatchObject({
      intraOpNumThreads: 2,
      executionProviders: ['cpu'],
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    expect(sessionOptions({ provider: 'webgpu' })).toMatchObject({
      intraOpNumThreads: 1,
      executionProviders: ['webgpu'],
    });
  });
});
