import {
  Graph,
  InferenceSession,
  averagePool,
  batchNormInference,
  batchNormTraining,
  conv,
  convTranspose,
  deserialise,
  embedding,
  glu,
  gradients,
  groupNorm,
  gumbelSoftmax,
  huber,
  instanceNorm,
  loop,
  maxPool,
  mean,
  multiHeadAttention,
  reduceSum,
  relu,
  scaledDotProductAttention,
  serialise,
  sinusoidalEmbedding,
  slice,
  square,
  squeeze,
  gather,
  type TensorData,
  type Value,
} from '../src';

const invalid = (message: string): Error =>
  expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining(message) });
const waves = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(i * i));

async function results(graph: Graph, feeds: Record<string, Float32Array>, threads: number): Promise<TensorData[]> {
  const session = await InferenceSession.load(serialise(graph, { name: 'layers' }), { threads });
  const data = await session.run(feeds);
  await session.release();
  return Object.values(data);
}

describe('any number of threads', () => {
  it.each([
    { stride: 1, padding: 1, groups: 1 },
    { stride: 2, padding: 1, groups: 8 },
    { stride: 1, padding: 2, dilation: 2, groups: 32 },
  ])('gives the same bits of convolutions and their gradients, %j', async (options) => {
    const g = new Graph();
    const x = g.input('x', 'float32', [16, 32, 12, 12]);
    const w = g.input('w', 'float32', [32, 32 / options.groups, 3, 3]);
    const larger = convTranspose(relu(conv(x, w, undefined, options)), w, undefined, options);
    const loss = mean(square(maxPool(averagePool(larger, 2), 3, { stride: 1, padding: 1 })));
    gradients(loss, [x, w]).forEach((gradient, i) => g.output(`d${i}`, gradient));
    const feeds = { x: waves(16 * 32 * 144), w: waves((32 * 32 * 9) / options.groups) };
    const [one, two, four] = await Promise.all([1, 2, 4].map((threads) => results(g, feeds, threads)));
    expect([two, four]).toEqual([one, one]);
  });

  it('adds the gradients of an embedding up exactly', async () => {
    const g = new Graph();
    const table = g.input('table', 'float32', [7, 64]);
    const count = 3000;
    const indices = Array.from({ length: count }, (_, i) => (i % 5 === 0 ? 3 : (i * i) % 7));
    const rows = embedding(table, g.constant(indices, [count / 10, 10], 'int64'));
    const [gradient] = gradients(reduceSum(rows), [table]) as [Value];
    g.output('gradient', gradient);
    const expected = Array.from({ length: 7 }, (_, row) => indices.filter((index) => index === row).length);
    for (const threads of [1, 2, 4]) {
      const [counted] = await results(g, { table: new Float32Array(7 * 64) }, threads);
      expect([...(counted!.data as Float32Array)]).toEqual(expected.flatMap((n) => Array<number>(64).fill(n)));
    }
  });
});

describe('batch normalisation', () => {
  it('carries its running averages through a loop, and inference uses them', async () => {
    const [batches, rows] = [3, 4];
    const g = new Graph();
    const data = g.input('data', 'float32', [batches, rows, 2]);
    const ones = g.constant([1, 1]);
    const zeros = g.constant([0, 0]);
    const { carried } = loop({
      trips: g.constant(batches, [], 'int64'),
      carried: [zeros, ones],
      body: (_, { iteration, carried: [runningMean, runningVariance] }) => {
        const parameters = { scale: ones, bias: zeros, runningMean: runningMean!, runningVariance: runningVariance! };
        const next = batchNormTraining(gather(data, iteration), parameters, { momentum: 0.25 });
        return { carried: [next.runningMean, next.runningVariance] };
      },
    });
    const [runningMean, runningVariance] = carried as [Value, Value];
    const first = squeeze(slice(data, { axis: 0, end: 1 }), [0]);
    g.output('y', batchNormInference(first, { scale: ones, bias: zeros, runningMean, runningVariance }));
    const x = waves(batches * rows * 2);
    const [y] = await results(g, { data: x }, 1);
    const expected = [0, 1].map((channel) => {
      let [average, spread] = [0, 1];
      for (let batch = 0; batch < batches; batch++) {
        const values = Array.from({ length: rows }, (_, row) => x[(batch * rows + row) * 2 + channel]!);
        const centre = values.reduce((sum, value) => sum + value, 0) / rows;
        const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (rows - 1);
        [average, spread] = [0.75 * average + 0.25 * centre, 0.75 * spread + 0.25 * variance];
      }
      return [average, spread] as const;
    });
    (y!.data as Float32Array).forEach((value, i) => {
      const [average, spread] = expected[i % 2]!;
      expect(value).toBeCloseTo((x[i]! - average) / Math.sqrt(spread + 1e-5), 5);
    });
  });
});

describe('models of other makers', () => {
  it('may leave out the attributes of a convolution and optional outputs', async () => {
    const g = new Graph();
    const x = g.input('x', 'float32', ['n', 2, 8, 8]);
    const w = g.input('w', 'float32', [4, 2, 3, 3]);
    const [y] = g.add('Conv', [x, w]) as [Value];
    expect(y.shape).toEqual(['n', 4, 6, 6]);
    g.output('y', maxPool(y, 2));
    const bytes = serialise(g, { name: 'g' });
    // What nobody reads is not computed: the places of the maxima.
    expect(Buffer.from(bytes).includes('maxpool_1.1')).toBe(false);
    const { graph } = deserialise(bytes);
    expect(serialise(graph, { name: 'g' })).toEqual(bytes);
    const [pooled] = await results(graph, { x: new Float32Array(128).fill(1), w: new Float32Array(72).fill(0.5) }, 1);
    expect([pooled!.shape, [...(pooled!.data as Float32Array)]]).toEqual([[1, 4, 3, 3], Array<number>(36).fill(9)]);
  });
});

describe('misuse', () => {
  const g = new Graph();
  const images = g.input('images', 'float32', ['n', 4, 8, 8]);
  const series = g.input('series', 'float32', ['n', 4, 'length']);
  const kernel = g.input('kernel', 'float32', [6, 4, 3, 3]);
  const taps = g.input('taps', 'float32', [6, 4, 3]);
  const bias = g.input('bias', 'float32', [4]);
  const rows = g.input('rows', 'float32', ['n', 4]);
  const codes = g.input('codes', 'int32', ['n', 4]);
  const words = g.input('words', 'float32', ['n', 5, 4]);
  const square4 = g.input('square4', 'float32', [4, 4]);
  const norm = { scale: bias, bias, runningMean: bias, runningVariance: bias };
  const projections = { query: square4, key: square4, value: square4, output: square4 };

  it.each<[string, () => unknown, string]>([
    [
      'channels',
      () => conv(images, g.input('three', 'float32', [6, 3, 3, 3])),
      'three takes 3 channels in each of 1 groups, images has 4',
    ],
    [
      'dimensions',
      () => conv(rows, kernel),
      'are not [batch, channels, spatial ..] and [channels, channels, kernel ..]',
    ],
    ['a bias', () => conv(images, kernel, bias), 'bias is [4]; needed is [6]'],
    ['types', () => conv(images, g.input('wide', 'float64', [6, 4, 3, 3])), 'images is float32 and wide is float64'],
    ['a kernel', () => conv(images, kernel, undefined, { dilation: 4 }), 'a kernel of [3, 3] does not fit into [8, 8]'],
    ['a stride', () => conv(images, kernel, undefined, { stride: 0 }), 'stride is 0 by 0'],
    [
      'a padding',
      () => conv(images, kernel, undefined, { padding: [1] }),
      'padding is 1; needed is a whole number from 0 for each of 2',
    ],
    ['groups', () => conv(images, kernel, undefined, { groups: 1.5 }), 'groups is 1.5'],
    [
      'outputs',
      () => conv(images, g.input('five', 'float32', [5, 2, 1, 1]), undefined, { groups: 2 }),
      '5 output channels do not make 2 groups',
    ],
    ['transposed channels', () => convTranspose(images, kernel), 'kernel takes 6 channels, images has 4'],
    [
      'an output padding',
      () => convTranspose(images, g.input('back', 'float32', [4, 2, 3, 3]), undefined, { stride: 2, outputPadding: 2 }),
      'output padding 2 by 2 must be smaller than the stride 2 by 2',
    ],
    [
      'automatic padding',
      () => g.add('Conv', [images, kernel], { auto_pad: { kind: 'string', value: 'SAME_UPPER' } }),
      'auto_pad SAME_UPPER is not supported',
    ],
    [
      'a stride over a named size, in the gradient',
      () => gradients(mean(conv(series, taps, undefined, { stride: 2 })), [series]),
      'the gradient needs a fixed size, dimension 0 of [length] has stride 2',
    ],
    ['a window', () => averagePool(images, 9), 'a kernel of [9, 9] does not fit'],
    ['a window of padding', () => maxPool(images, 2, { padding: 2 }), 'windows that hold no element (dimension 0)'],
    ['a pool of rows', () => maxPool(rows, 2), 'a window of 1 dimensions does not fit [n, 4]'],
    [
      'statistics of another size',
      () => batchNormTraining(images, { ...norm, scale: rows }),
      'rows is [n, 4]; needed is [4]',
    ],
    ['a batch of one', () => batchNormTraining(g.input('one', 'float32', [1, 4]), norm), 'one value a channel'],
    [
      'a vector to normalise',
      () => batchNormInference(bias, norm),
      'batchNorm(bias [4]): it is not [batch, channels, ..]',
    ],
    ['groups of channels', () => groupNorm(images, 3, bias, bias), '4 channels do not make 3 groups'],
    ['an instance of one value', () => instanceNorm(rows, bias, bias), 'one value a channel'],
    [
      'queries and keys',
      () => scaledDotProductAttention(words, images, images),
      'queries of size 4 do not meet keys of size 8',
    ],
    ['keys and values', () => scaledDotProductAttention(words, words, rows), '5 keys do not go with n values'],
    ['heads', () => multiHeadAttention(words, projections, { heads: 3 }), 'a projection to 4 does not make 3 heads'],
    [
      'an input to heads',
      () => multiHeadAttention(rows, projections, { heads: 2 }),
      'rows is not [batch, length, size]',
    ],
    ['a table', () => embedding(words, codes), 'the table is not [entries, size]'],
    ['an odd size', () => sinusoidalEmbedding(rows, 5), 'the size is 5; needed is an even number from 2'],
    ['halves', () => glu(words, 1), 'dimension 1 of 5 has no halves'],
    ['classes', () => gumbelSoftmax(series, series, { hard: true }), 'the number of classes is length, not fixed'],
    ['a delta', () => huber(rows, 0, 0), 'delta is 0; it must be above 0'],
  ])('refuses %s', (_, build, message) => {
    expect(build).toThrow(invalid(message));
  });

  it('of a named size is none where padding keeps it', () => {
    const y = conv(series, taps, undefined, { padding: 'same' });
    expect(y.shape).toEqual(['n', 6, 'length']);
    const [dx, dw] = gradients(mean(square(y)), [series, taps]) as [Value, Value];
    expect([dx.shape, dw.shape]).toEqual([
      ['n', 4, 'length'],
      [6, 4, 3],
    ]);
  });
});
