import {
  Graph,
  InferenceSession,
  add,
  cast,
  concat,
  declareShape,
  equal,
  expand,
  gather,
  gemm,
  gradients,
  layerNorm,
  logSoftmax,
  matmul,
  mean,
  mul,
  oneHot,
  reduceSum,
  relu,
  reshape,
  scatterElements,
  scatterND,
  serialise,
  slice,
  split,
  squeeze,
  sub,
  transpose,
  where,
  cumSum,
  argMax,
  clip,
  stopGradient,
  type Value,
} from '../src';

const invalid = (message: string): Error =>
  expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining(message) });

describe('shapes and types', () => {
  const g = new Graph();
  const batch = g.input('batch', 'float32', ['n', 12]);
  const other = g.input('other', 'float32', ['m', 12]);
  const weights = g.input('weights', 'float32', [12, 5]);
  const codes = g.input('codes', 'int32', ['n', 3]);
  const cube = g.input('cube', 'float32', [2, 3, 4]);

  it.each<[string, () => Value, string, (number | string)[]]>([
    ['gemm', () => gemm(batch, weights), 'float32', ['n', 5]],
    ['a named size kept by a reshape', () => reshape(batch, ['n', 3, 4]), 'float32', ['n', 3, 4]],
    ['the rest worked out by a reshape', () => reshape(batch, [-1, 6]), 'float32', ['2*n', 6]],
    ['a name worked out by a reshape', () => reshape(reshape(batch, [-1, 6]), ['n', 12]), 'float32', ['n', 12]],
    ['names joined', () => concat([batch, other, batch], 0), 'float32', ['m+n+n', 12]],
    ['one-hot', () => oneHot(codes, 7), 'float32', ['n', 3, 7]],
    ['gather', () => gather(weights, codes), 'float32', ['n', 3, 5]],
    ['slice from the end', () => slice(batch, { axis: 1, start: -5, end: -1, step: 2 }), 'float32', ['n', 2]],
    ['slice backwards', () => slice(cube, { axis: 2, step: -1 }), 'float32', [2, 3, 4]],
    ['transpose', () => transpose(cube), 'float32', [4, 3, 2]],
    ['reduction', () => reduceSum(cube, [-1, 0]), 'float32', [3]],
    ['comparison', () => equal(codes, 0), 'bool', ['n', 3]],
    ['argMax', () => argMax(cube, 1, true), 'int64', [2, 1, 4]],
    ['broadcast product', () => matmul(cube, g.constant(new Float32Array(24), [2, 4, 3])), 'float32', [2, 3, 3]],
    ['split', () => split(cube, [1, 3], 2)[1] as Value, 'float32', [2, 3, 3]],
    ['a declared name', () => add(batch, declareShape(other, ['n', 12])), 'float32', ['n', 12]],
    ['expansion along names', () => expand(g.constant(0), ['n', 12], batch), 'float32', ['n', 12]],
  ])('%s', (_, build, type, shape) => {
    const value = build();
    expect([value.type, value.shape]).toEqual([type, shape]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'sizes',
      () => add(batch, g.input('eleven', 'float32', [11])),
      'shapes [n, 12] and [11] do not broadcast: 12 against 11',
    ],
    ['two names', () => add(batch, other), 'n against m'],
    [
      'inner dimensions',
      () => gemm(batch, weights, undefined, { transB: true }),
      'the inner dimensions are 12 (batch) and 5 (weights transposed)',
    ],
    ['types', () => add(batch, codes), 'batch is float32 and codes is int32'],
    ['floats as indices', () => gather(weights, batch), 'batch is float32; needed is int32 or int64'],
    ['an axis', () => logSoftmax(cube, 3), 'axis 3 is outside a tensor of 3 dimensions'],
    ['an axis twice', () => reduceSum(cube, [0, -3]), 'name one axis twice'],
    ['a reshape', () => reshape(cube, [5, 5]), '[2, 3, 4] does not reshape to [5, 5]'],
    ['a reshape with two unknowns', () => reshape(batch, [-1, -1]), 'more than one size to work out'],
    ['an order', () => transpose(cube, [0, 0, 1]), '[0, 0, 1] is not an order of 3 dimensions'],
    ['a squeeze', () => squeeze(cube, [1]), 'dimension 1 is 3'],
    ['parts', () => split(cube, [1, 2], 2), 'parts of 1 + 2 = 3 do not make up dimension 2 of 4'],
    ['joined parts', () => concat([cube, weights], 0), 'does not join'],
    ['a condition', () => where(batch, 1, 0), 'needed is bool'],
    ['a scatter', () => scatterElements(cube, codes, cube, 0), 'must be equal and have 3 dimensions'],
    ['a scatter of wrong slices', () => scatterND(cube, g.constant([0], [1, 1], 'int64'), cube), 'needed is [1, 3, 4]'],
    ['a layer norm', () => layerNorm(cube, weights), 'does not broadcast to the dimensions from 2 on'],
    ['a step of 0', () => slice(cube, { axis: 0, step: 0 }), 'a step of 0'],
    ['an expansion to an unknown size', () => expand(g.constant(0), ['n']), 'the size of n is not known'],
    ['fractions as whole numbers', () => g.constant([1.5], [1], 'int32'), 'not a list of whole numbers'],
    ['a constant of the wrong size', () => g.constant([1, 2], [3]), 'shape [3] holds 3 values, 2 were given'],
    ['a size', () => g.input('bad', 'float32', [-2]), '-2 is not a size'],
    ['a name twice', () => g.input('batch', 'float32', []), 'the name batch is taken'],
    [
      'a value of another graph',
      () => add(new Graph().input('far', 'float32', ['n', 12]), batch),
      'belongs to another graph',
    ],
    ['numbers only', () => add(1, 2), 'needs a value'],
    ['a clip of other types', () => clip(batch, codes, undefined), 'batch is float32 and codes is int32'],
    ['an unknown operator', () => g.add('Sort', [batch]), 'operator Sort is not known'],
    ['a loss that is no scalar', () => gradients(batch, [batch]), 'not a float scalar'],
    ['no output', () => serialise(new Graph(), { name: 'empty' }), 'has no output'],
  ])('refuses %s', (_, build, message) => {
    expect(build).toThrow(invalid(message));
  });

  it('names the operator, the node, its scope and its inputs', () => {
    const build = (): Value => g.scoped('block', () => g.scoped('first', () => gemm(batch, batch)));
    expect(build).toThrow(
      invalid(
        'Gemm block/first/gemm_1(batch [n, 12], batch [n, 12]): the inner dimensions are 12 (batch) and n (batch)',
      ),
    );
  });
});

describe('sharing', () => {
  it('adds equal nodes and equal constants once, and nothing for neutral operands', () => {
    const g = new Graph();
    const x = g.input('x', 'float32', [3]);
    expect(add(mul(x, 2), 1)).toBe(add(mul(x, 2), 1));
    expect(g.nodes).toHaveLength(2);
    expect(g.initializers).toHaveLength(2);
    expect([mul(x, 1), add(x, 0), sub(x, 0), cast(x, 'float32')]).toEqual([x, x, x, x]);
    expect(mul(x, g.constant([1, 1], [2, 1])).shape).toEqual([2, 3]);
  });

  it('writes only what outputs need', async () => {
    const g = new Graph();
    const x = g.input('x', 'float32', [3]);
    mul(x, g.initializer('unused', { type: 'float32', shape: [3], data: new Float32Array(3) }));
    g.output('y', relu(x));
    g.output('same', relu(x));
    g.output('x_again', x);
    const bytes = serialise(g, { name: 'g', metadata: { key: 'value' } });
    expect(Buffer.from(bytes).includes('unused')).toBe(false);
    const session = await InferenceSession.load(bytes);
    expect(session.metadata).toEqual({ key: 'value' });
    expect(session.outputs).toEqual(['y', 'same', 'x_again'].map((name) => ({ name, type: 'float32', shape: [3] })));
    const results = await session.run({ x: Float32Array.of(-1, 0, 2) });
    expect(Object.values(results).map(({ data }) => [...(data as Float32Array)])).toEqual([
      [0, 0, 2],
      [0, 0, 2],
      [-1, 0, 2],
    ]);
  });
});

describe('gradients', () => {
  it('are zeros for what the loss does not depend on, or only through stopGradient', async () => {
    const g = new Graph();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => g.input(name, 'float32', ['n'])) as [Value, Value, Value];
    const loss = mean(add(mul(a, a), mul(stopGradient(b), 3)));
    gradients(loss, [a, b, c]).forEach((gradient, i) => g.output(`d${i}`, gradient));
    const session = await InferenceSession.load(serialise(g, { name: 'g' }));
    const { d0, d1, d2 } = await session.run({
      a: Float32Array.of(1, 2),
      b: Float32Array.of(1, 1),
      c: Float32Array.of(5, 5),
    });
    expect([d0, d1, d2].map((d) => [...(d!.data as Float32Array)])).toEqual([
      [1, 2],
      [0, 0],
      [0, 0],
    ]);
  });

  it('are taken for values on the way as well', async () => {
    const g = new Graph();
    const x = g.input('x', 'float32', [2]);
    const y = cumSum(x, 0);
    const [dx, dy] = gradients(reduceSum(mul(y, y)), [x, y]) as [Value, Value];
    g.output('dx', dx);
    g.output('dy', dy);
    const session = await InferenceSession.load(serialise(g, { name: 'g' }));
    const results = await session.run({ x: Float32Array.of(1, 2) });
    expect([...(results['dy']!.data as Float32Array)]).toEqual([2, 6]);
    expect([...(results['dx']!.data as Float32Array)]).toEqual([8, 6]);
  });

  it('of a chain of 3,000 nodes need no deep stack', () => {
    const g = new Graph();
    const x = g.input('x', 'float32', []);
    let y = x;
    for (let i = 0; i < 3000; i++) y = add(mul(y, 0.999), x);
    expect(gradients(y, [x])).toHaveLength(1);
  });

  it('are refused for operators that have none', () => {
    const g = new Graph();
    const x = g.input('x', 'float32', [2]);
    const spread = scatterElements(x, g.constant([0, 0], [2], 'int32'), x, 0, 'max');
    expect(() => gradients(reduceSum(spread), [x])).toThrow(invalid('reduction max has no gradient'));
  });
});
