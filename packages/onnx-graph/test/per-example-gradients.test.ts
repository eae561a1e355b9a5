import { RandomStream } from '@headwater/random';
import {
  Graph,
  InferenceSession,
  TrainingSession,
  add,
  buildTrainingLoop,
  clippedGradientSum,
  concat,
  dynamicSlice,
  gather,
  gemm,
  gradients,
  layerNorm,
  matmul,
  mean,
  mul,
  perExampleGradientNorms,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  serialise,
  sgd,
  slice,
  softmax,
  softmaxCrossEntropy,
  square,
  stopGradient,
  sub,
  tanh,
  transpose,
  unsqueeze,
  type Dim,
  type Value,
} from '../src';

const EXAMPLES = 6;

interface Inputs {
  /** [B, 5] */
  x: Value;
  /** [B, 4, 3] */
  sequence: Value;
  /** int32 [B, 4], below 7 */
  words: Value;
  /** int32 [B], below 3 */
  classes: Value;
}

interface Case {
  parameters: Record<string, readonly number[]>;
  /** One loss an example, [B]. */
  losses: (p: Record<string, Value>, inputs: Inputs) => Value;
}

const rowSum = (x: Value): Value =>
  reduceSum(
    x,
    x.shape.flatMap((_, axis) => (axis > 0 ? [axis] : [])),
  );

const CASES: Record<string, Case> = {
  'a dense network': {
    parameters: { w1: [5, 4], b1: [4], w2: [4, 3], b2: [1, 3] },
    losses: (p, { x, classes }) =>
      softmaxCrossEntropy(gemm(tanh(gemm(x, p['w1']!, p['b1'])), p['w2']!, p['b2']), classes),
  },
  'transposed and scaled products': {
    parameters: { w: [4, 5], v: [4, 3] },
    losses: (p, { x }) =>
      rowSum(
        square(gemm(gemm(x, p['w']!, undefined, { transB: true, alpha: 0.5 }), p['v']!, undefined, { alpha: -2 })),
      ),
  },
  'biases that are added, multiplied and subtracted, of every shape': {
    parameters: { scale: [5], shift: [1, 5], all: [], one: [1] },
    losses: (p, { x }) => rowSum(square(sub(p['one']!, sub(mul(p['scale']!, add(x, p['shift']!)), p['all']!)))),
  },
  'a matrix over positions': {
    parameters: { w: [3, 5], b: [5], positions: [4, 5] },
    losses: (p, { sequence }) => rowSum(square(tanh(add(add(matmul(sequence, p['w']!), p['b']!), p['positions']!)))),
  },
  'a small matrix over many positions, whose gradients are made': {
    parameters: { w: [3, 2] },
    losses: (p, { sequence }) => rowSum(tanh(matmul(sequence, p['w']!))),
  },
  'an embedding, words repeated': {
    parameters: { table: [7, 2] },
    losses: (p, { words }) => rowSum(square(reduceSum(gather(p['table']!, words), [1]))),
  },
  'one row of a table each': {
    parameters: { table: [3, 4], bias: [3] },
    losses: (p, { classes }) =>
      rowSum(square(add(gather(p['table']!, classes), unsqueeze(gather(p['bias']!, classes), [1])))),
  },
  'tied weights: a table that is also the output': {
    parameters: { table: [7, 3] },
    losses: (p, { words, sequence }) => {
      const h = tanh(add(gather(p['table']!, words), sequence));
      return rowSum(square(softmax(gemm(reduceMean(h, [1]), p['table']!, undefined, { transB: true }), 1)));
    },
  },
  'one matrix used twice': {
    parameters: { w: [5, 5], b: [5] },
    losses: (p, { x }) => rowSum(square(gemm(tanh(gemm(x, p['w']!, p['b'])), p['w']!, p['b']))),
  },
  'one matrix as a factor and as a bias': {
    parameters: { w: [3, 3] },
    losses: (p, { sequence }) =>
      rowSum(square(add(slice(tanh(matmul(sequence, p['w']!)), { axis: 1, end: 3 }), p['w']!))),
  },
  'layer normalisation': {
    parameters: { w: [5, 6], gain: [6], bias: [6] },
    losses: (p, { x }) => rowSum(square(layerNorm(tanh(gemm(x, p['w']!)), p['gain']!, p['bias']))),
  },
  'attention within each example': {
    parameters: { q: [3, 4], k: [3, 4], v: [3, 4] },
    losses: (p, { sequence }) => {
      const [q, k, v] = ['q', 'k', 'v'].map((name) => matmul(sequence, p[name]!)) as [Value, Value, Value];
      const mixed = matmul(softmax(matmul(q, transpose(k, [0, 2, 1])), 2), v);
      return rowSum(square(slice(concat([mixed, v], 2), { axis: 1, start: 1 })));
    },
  },
  'parameters that no loss depends on, or only through stopGradient': {
    parameters: { w: [5, 2], idle: [3], stopped: [2] },
    losses: (p, { x }) => rowSum(square(add(gemm(x, p['w']!), stopGradient(p['stopped']!)))),
  },
};

function inputsOf(graph: Graph, examples: Dim): Inputs {
  return {
    x: graph.input('x', 'float64', [examples, 5]),
    sequence: graph.input('sequence', 'float64', [examples, 4, 3]),
    words: graph.input('words', 'int32', [examples, 4]),
    classes: graph.input('classes', 'int32', [examples]),
  };
}

const stream = new RandomStream(8, 'per-example');
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => stream.normal());
const whole = (length: number, below: number): Int32Array => Int32Array.from({ length }, () => stream.below(below));
const data = {
  x: normals(EXAMPLES * 5),
  sequence: normals(EXAMPLES * 12),
  // Few different words, so that they repeat.
  words: whole(EXAMPLES * 4, 3).map((word) => 2 * word),
  classes: whole(EXAMPLES, 3),
};

type Build = (losses: Value, parameters: Value[]) => Record<string, Value>;

async function run(
  { parameters, losses }: Case,
  examples: Dim,
  feeds: Record<string, Float64Array | Int32Array>,
  weights: Record<string, Float64Array>,
  build: Build,
): Promise<Record<string, number[]>> {
  const graph = new Graph();
  const inputs = inputsOf(graph, examples);
  const values = Object.entries(parameters).map(
    ([name, shape]) => [name, graph.input(name, 'float64', shape)] as const,
  );
  const outputs = build(
    losses(Object.fromEntries(values), inputs),
    values.map(([, value]) => value),
  );
  for (const [name, value] of Object.entries(outputs)) graph.output(name, value);
  const session = await InferenceSession.load(serialise(graph, { name: 'norms' }));
  const results = await session.run({ ...feeds, ...weights });
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data: found }]) => [name, Array.from(found as Float64Array)]),
  );
}

/** The gradients of one example after the other, each in a batch of its own. */
async function oneByOne(test: Case, weights: Record<string, Float64Array>): Promise<number[][][]> {
  const names = Object.keys(test.parameters);
  const all: number[][][] = [];
  for (let i = 0; i < EXAMPLES; i++) {
    const feeds = Object.fromEntries(
      Object.entries(data).map(([name, values]) => {
        const size = values.length / EXAMPLES;
        return [name, values.slice(i * size, (i + 1) * size)];
      }),
    );
    const found = await run(test, 1, feeds, weights, (losses, parameters) =>
      Object.fromEntries(
        gradients(reduceSum(losses), parameters).map((gradient, k) => [`${names[k]}/gradient`, gradient]),
      ),
    );
    all.push(names.map((name) => found[`${name}/gradient`] as number[]));
  }
  return all;
}

const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) =>
    expect(Math.abs((actual[i] as number) - value) / (1e-3 + Math.abs(value))).toBeLessThan(1e-9),
  );
};

describe.each(Object.entries(CASES))('%s', (_, test) => {
  const weights = Object.fromEntries(
    Object.entries(test.parameters).map(([name, shape]) => [name, normals(shape.reduce((a, b) => a * b, 1))]),
  );
  const names = Object.keys(test.parameters);

  it.each<Dim>([EXAMPLES, 'B'])(
    'norms and clipped sums are those of examples taken alone, %s examples',
    async (examples) => {
      const each = await oneByOne(test, weights);
      const norms = each.map((parts) => Math.hypot(...parts.flat()));
      // Half of the examples are clipped.
      const maxNorm = [...norms].sort((a, b) => a - b)[EXAMPLES / 2] as number;
      const factors = norms.map((norm) => Math.min(1, maxNorm / norm));
      expect(Math.min(...factors)).toBeLessThan(1);
      const found = await run(test, examples, data, weights, (losses, parameters) => {
        const clipped = clippedGradientSum(losses, parameters, maxNorm);
        return {
          norms: perExampleGradientNorms(losses, parameters),
          clippedNorms: clipped.norms,
          factors: clipped.factors,
          ...Object.fromEntries(clipped.gradients.map((gradient, k) => [`${names[k]}/gradient`, gradient])),
        };
      });
      close(found['norms'] as number[], norms);
      close(found['factors'] as number[], factors);
      names.forEach((name, k) => {
        const sum = (each[0]?.[k] as number[]).map((__, at) =>
          each.reduce((total, parts, i) => total + (factors[i] as number) * (parts[k]?.[at] as number), 0),
        );
        close(found[`${name}/gradient`] as number[], sum);
      });
    },
  );

  it('and the clipped sum is the gradient of the losses weighted by the factors', async () => {
    const found = await run(test, EXAMPLES, data, weights, (losses, parameters) => {
      const { gradients: sums, factors } = clippedGradientSum(losses, parameters, 0.3);
      const weighted = gradients(reduceSum(mul(losses, stopGradient(factors))), parameters);
      return Object.fromEntries([
        ...sums.map((sum, k) => [`${names[k]}/sum`, sum] as const),
        ...weighted.map((gradient, k) => [`${names[k]}/weighted`, gradient] as const),
      ]);
    });
    for (const name of names) close(found[`${name}/sum`] as number[], found[`${name}/weighted`] as number[]);
  });
});

describe('in a training loop', () => {
  const weights = normals(10);
  const trained = async (maxNorm: number | null): Promise<Float32Array> => {
    const program = buildTrainingLoop({
      parameters: [{ name: 'w', shape: [5, 2] }],
      optimiser: sgd(),
      data: [{ name: 'x', type: 'float32', shape: ['rows', 5] }],
      step: (_g, { parameters: { w }, data: { x }, iteration }) => {
        const losses = rowSum(tanh(gemm(dynamicSlice(x as Value, mul(iteration, 2), 2), w as Value)));
        const loss = reduceSum(losses);
        if (maxNorm === null) return { loss };
        const [sum] = clippedGradientSum(losses, [w as Value], maxNorm).gradients;
        return { loss, gradients: { w: sum as Value } };
      },
    });
    const session = await TrainingSession.create(program);
    session.setParameters(new Map([['w', Float32Array.from(weights)]]));
    await session.runChunk({ steps: 3, learningRate: 0.1, data: { x: Float32Array.from(data.x) } });
    await session.release();
    return session.parameters().get('w') as Float32Array;
  };

  it('clipped sums replace gradients: without effect where the norm is large, in bounds where it is small', async () => {
    const plain = await trained(null);
    expect([...(await trained(1e6))].every((w, i) => Math.abs(w - (plain[i] as number)) < 1e-6)).toBe(true);
    const bounded = await trained(0.01);
    const moved = Math.hypot(...bounded.map((w, i) => w - (weights[i] as number)));
    // Three steps of rate 0.1 over two examples of norm 0.01 at most.
    expect(moved).toBeLessThanOrEqual(3 * 0.1 * 2 * 0.01 + 1e-6);
    expect(moved).toBeGreaterThan(1e-3);
  });
});

describe('what per-example gradients cannot be taken of is refused', () => {
  type Refusal = [string, Record<string, readonly number[]>, Case['losses'], RegExp];
  const square5 = { w: [EXAMPLES, EXAMPLES] };
  const REFUSALS: Refusal[] = [
    ['losses that are summed', { w: [5, 2] }, (p, { x }) => mean(gemm(x, p['w']!)), /not one float loss an example/],
    [
      'a mean over the batch',
      { w: [5, 2] },
      (p, { x }) => batchNormed(gemm(x, p['w']!)),
      /ReduceMean .* may mix examples/,
    ],
    [
      'a softmax over the batch',
      { w: [5, 2] },
      (p, { x }) => rowSum(softmax(gemm(x, p['w']!), 0)),
      /Softmax .* may mix examples/,
    ],
    [
      'distances between examples',
      { w: [5, 2] },
      (p, { x }) => rowSum(gemm(gemm(x, p['w']!), gemm(x, p['w']!), undefined, { transB: true })),
      /Gemm .* may mix examples/,
    ],
    [
      'examples that change places',
      { w: [5, 2] },
      (p, { x }) => rowSum(gather(gemm(x, p['w']!), x.graph.constant(new Int32Array(EXAMPLES), [EXAMPLES], 'int32'))),
      /Gather .* may mix examples/,
    ],
    [
      'a batch of products, in which examples are no longer first',
      { w: [5, 2] },
      (p, { x }) =>
        rowSum(matmul(gemm(x, p['w']!), x.graph.constant(new Float64Array(EXAMPLES * 2).fill(1), [EXAMPLES, 2, 1]))),
      /MatMul .* may mix examples/,
    ],
    [
      'rows that are reshaped away',
      { w: [5, 2] },
      (p, { x }) => rowSum(reshape(reshape(gemm(x, p['w']!), [2, EXAMPLES]), [EXAMPLES, 2])),
      /Reshape .* may mix examples/,
    ],
    [
      'a weight that is scaled',
      { w: [5, 2] },
      (p, { x }) => rowSum(gemm(x, mul(p['w']!, 2))),
      /Mul .* does not have the 6 examples along dimension 0/,
    ],
    [
      'a weight that is scaled, as large as the batch',
      square5,
      (p, { x }) =>
        rowSum(gemm(gemm(x, x.graph.constant(new Float64Array(30).fill(1), [5, EXAMPLES])), mul(p['w']!, 2))),
      /Gemm .* may mix examples/,
    ],
    [
      'a row of parameters an example',
      square5,
      (p, { x }) => rowSum(mul(p['w']!, reduceSum(x, [1], true))),
      /a row for each example/,
    ],
    ['a power of a parameter', { w: [5] }, (p, { x }) => rowSum(relu(mul(x, square(p['w']!)))), /Mul .* does not have/],
    [
      'a weight on the left',
      { w: [4, 4] },
      (p, { sequence }) => rowSum(matmul(p['w']!, sequence)),
      /parameter w enters as its input 0/,
    ],
  ];

  function batchNormed(x: Value): Value {
    return rowSum(square(sub(x, reduceMean(x, [0], true))));
  }

  it.each(REFUSALS)('%s', (_, parameters, losses, message) => {
    const graph = new Graph();
    const values = Object.entries(parameters).map(
      ([name, shape]) => [name, graph.input(name, 'float64', shape)] as const,
    );
    const made = losses(Object.fromEntries(values), inputsOf(graph, EXAMPLES));
    expect(() =>
      perExampleGradientNorms(
        made,
        values.map(([, value]) => value),
      ),
    ).toThrow(expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringMatching(message) as string }));
  });

  it('a norm to clip to that is not positive', () => {
    const graph = new Graph();
    const w = graph.input('w', 'float32', [5, 2]);
    const losses = rowSum(matmul(graph.input('x', 'float32', ['B', 5]), w));
    for (const norm of [0, -1, NaN, Infinity])
      expect(() => clippedGradientSum(losses, [w], norm)).toThrow('must be positive');
  });
});
