import {
  Graph,
  InferenceSession,
  declareShape,
  filled,
  gradients,
  mul,
  add,
  reduceSum,
  serialise,
  type Dim,
  type ElementType,
  type Feed,
  type Value,
} from '../../src';

export interface Recorded {
  readonly shape: number[];
  readonly data: number[];
}

/** One case of test/reference/onnx-graph/gradients.json. */
export interface RecordedCase {
  readonly inputs: Recorded[];
  readonly output: Recorded;
  readonly gradients: Recorded[];
  readonly second: Recorded[];
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const wave = (length: number, frequency: number, phase: number): number[] =>
  Array.from({ length }, (_, i) => Math.cos(frequency * i + phase));

export interface Results {
  readonly output: number[];
  readonly loss: number;
  readonly secondLoss: number;
  readonly gradients: number[][];
  readonly second: number[][];
}

type Build = (...inputs: Value[]) => Value;

/** The graph of f(inputs), the loss of the recorded references, its gradients and their gradients, as bytes. */
export function differentiatedBytes(
  build: Build,
  inputs: readonly Recorded[],
  output: Recorded,
  type: ElementType,
  dims: readonly (readonly Dim[])[] = inputs.map(({ shape }) => shape),
): Uint8Array {
  const graph = new Graph();
  const xs = inputs.map((_, i) => graph.input(`x${i}`, type, dims[i] as Dim[]));
  const out = build(...xs);
  const weighted = (x: Value, shape: readonly number[], frequency: number, phase: number): Value =>
    reduceSum(mul(x, declareShape(graph.constant(wave(size(shape), frequency, phase), shape, type), x.shape)));
  const loss = weighted(out, output.shape, 0.7, 0.3);
  const first = gradients(loss, xs);
  const zero = filled(graph, 0, [], type);
  const secondLoss = first
    .map((gradient, i) => weighted(gradient, inputs[i]!.shape, 0.5, 0.1))
    .reduce((sum, term) => add(sum, term), zero);
  const second = gradients(secondLoss, xs);
  graph.output('output', out);
  graph.output('loss', loss);
  graph.output('secondLoss', secondLoss);
  first.forEach((gradient, i) => graph.output(`first${i}`, gradient));
  second.forEach((gradient, i) => graph.output(`second${i}`, gradient));
  return serialise(graph, { name: 'differentiated' });
}

/** That graph as a function. `dims` names dimensions that are to be dynamic in it. */
export async function differentiatedModel(
  build: Build,
  inputs: readonly Recorded[],
  output: Recorded,
  type: ElementType,
  dims?: readonly (readonly Dim[])[],
): Promise<(values: readonly (readonly number[])[]) => Promise<Results>> {
  const session = await InferenceSession.load(differentiatedBytes(build, inputs, output, type, dims));
  return async (values) => {
    const feeds: Record<string, Feed> = {};
    inputs.forEach(({ shape }, i) => {
      const data = type === 'float64' ? Float64Array.from(values[i]!) : Float32Array.from(values[i]!);
      feeds[`x${i}`] = { data, shape };
    });
    const results = await session.run(feeds);
    const numbers = (name: string): number[] => Array.from(results[name]!.data as Float64Array);
    return {
      output: numbers('output'),
      loss: numbers('loss')[0]!,
      secondLoss: numbers('secondLoss')[0]!,
      gradients: inputs.map((_, i) => numbers(`first${i}`)),
      second: inputs.map((_, i) => numbers(`second${i}`)),
    };
  };
}

/** Central differences of both losses in every element of every input. */
export async function finiteDifferences(
  model: (values: readonly (readonly number[])[]) => Promise<Results>,
  values: readonly (readonly number[])[],
  step: number,
): Promise<{ gradients: number[][]; second: number[][] }> {
  const gradients: number[][] = [];
  const second: number[][] = [];
  for (const [i, input] of values.entries()) {
    const slopes: number[] = [];
    const curves: number[] = [];
    for (const j of input.keys()) {
      const moved = (by: number): Promise<Results> =>
        model(values.map((v, k) => (k === i ? v.map((x, n) => (n === j ? x + by : x)) : v)));
      const [up, down] = [await moved(step), await moved(-step)];
      slopes.push((up.loss - down.loss) / (2 * step));
      curves.push((up.secondLoss - down.secondLoss) / (2 * step));
    }
    gradients.push(slopes);
    second.push(curves);
  }
  return { gradients, second };
}

/** The largest |a - b| / (1 + |b|) over two lists of tensors. */
export function largestError(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  let worst = 0;
  b.forEach((list, i) => {
    if (a[i]!.length !== list.length) throw new Error(`${a[i]!.length} values against ${list.length}`);
    list.forEach((expected, j) => (worst = Math.max(worst, Math.abs(a[i]![j]! - expected) / (1 + Math.abs(expected)))));
  });
  return worst;
}
