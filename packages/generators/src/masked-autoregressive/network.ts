import {
  add,
  concat,
  gemm,
  matmul,
  mul,
  relu,
  reshape,
  slice,
  type Graph,
  type Initial,
  type ParameterSpec,
  type Value,
} from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { featureCount, ordinalBasis, ownScale } from './ordinal-basis';

export interface NetworkSize {
  /** Width of the hidden layers. */
  hidden: number;
  /** Residual blocks of two layers each. */
  blocks: number;
}

export type Weights = Readonly<Record<string, Value>>;

/**
 * Weights of a masked autoregressive network: a first layer over the one-hot codes of the observed columns and one bit
 * a column that says observed, residual blocks, and logits for every code of every column. One network answers
 * p(column | any subset of the others), trained on random subsets (after Hoogeboom et al., "Autoregressive Diffusion
 * Models", ICLR 2022, and TabularARGN, arXiv 2501.12012).
 *
 * Input [W + D, H]; output weights are kept as [W, H], so that the sampler cuts out one column's rows in place.
 */
export function servedSpecs(layout: Layout, { hidden, blocks }: NetworkSize): ParameterSpec[] {
  const specs: ParameterSpec[] = [
    // About half of D + D entries of a row are ones, not W + D: the scale follows what a row really sums.
    {
      name: 'in.weight',
      shape: [layout.total + layout.columns, hidden],
      initial: uniform(Math.sqrt(3 / (2 * layout.columns))),
    },
    { name: 'in.bias', shape: [hidden] },
  ];
  for (let block = 1; block <= blocks; block++) {
    specs.push(
      { name: `block${block}.a.weight`, shape: [hidden, hidden], initial: uniform(Math.sqrt(6 / hidden)) },
      { name: `block${block}.a.bias`, shape: [hidden] },
      // The branch starts small beside its identity.
      { name: `block${block}.b.weight`, shape: [hidden, hidden], initial: uniform(Math.sqrt(3 / hidden) / 2) },
      { name: `block${block}.b.bias`, shape: [hidden] },
    );
  }
  specs.push({ name: 'out.weight', shape: [layout.total, hidden], initial: uniform(Math.sqrt(1 / hidden)) });
  specs.push({ name: 'out.bias', shape: [layout.total] });
  return specs;
}

/** The served weights and, while training, those that neighbouring codes of a numeric column share (see ordinal-basis). */
export function trainedSpecs(layout: Layout, size: NetworkSize): ParameterSpec[] {
  const features = featureCount(layout);
  if (features === 0) return servedSpecs(layout, size);
  const shared = (name: string, bound: number): ParameterSpec => ({
    name,
    shape: [features, size.hidden],
    initial: uniform(bound),
    decay: false,
  });
  return [
    ...servedSpecs(layout, size),
    shared('in.shared', Math.sqrt(3 / (2 * layout.columns)) / 2),
    shared('out.shared', Math.sqrt(1 / size.hidden) / 2),
  ];
}

const uniform = (bound: number): Initial => ({ kind: 'uniform', bound });

/** Hidden state [rows, H] from the first layer's sums [rows, H]. */
export function hiddenState(sums: Value, weights: Weights, blocks: number): Value {
  let state = relu(sums);
  for (let block = 1; block <= blocks; block++) {
    const inner = relu(gemm(state, weight(weights, `block${block}.a.weight`), weight(weights, `block${block}.a.bias`)));
    state = add(state, gemm(inner, weight(weights, `block${block}.b.weight`), weight(weights, `block${block}.b.bias`)));
  }
  return state;
}

/** Logits [rows, W] of every code from the input [rows, W + D], with the trained weights. */
export function allLogits(
  g: Graph,
  layout: Layout,
  input: Value,
  weights: Weights,
  { hidden, blocks }: NetworkSize,
): Value {
  const sums = gemm(input, byCode(g, layout, weights, 'in', hidden, layout.columns), weight(weights, 'in.bias'));
  return gemm(
    hiddenState(sums, weights, blocks),
    byCode(g, layout, weights, 'out', hidden, 0),
    weight(weights, 'out.bias'),
    { transB: true },
  );
}

/** A layer's weights by code: its own, scaled, and those it shares with its neighbours. `extraRows` follow as they are. */
function byCode(
  g: Graph,
  layout: Layout,
  weights: Weights,
  layer: 'in' | 'out',
  hidden: number,
  extraRows: number,
): Value {
  const own = weight(weights, `${layer}.weight`);
  if (featureCount(layout) === 0) return own;
  const parts = ordinalBasis(layout).map(({ group: { count, width }, cosines, firstFeature, values }) => {
    if (cosines === 0) return g.constant(new Float32Array(count * width * hidden), [count * width, hidden]);
    const rows = slice(weight(weights, `${layer}.shared`), {
      axis: 0,
      start: firstFeature,
      end: firstFeature + count * cosines,
    });
    const product = matmul(g.constant(values, [count, width, cosines]), reshape(rows, [count, cosines, hidden]));
    return reshape(product, [count * width, hidden]);
  });
  const scale = new Float32Array(layout.total + extraRows).fill(1);
  scale.set(ownScale(layout));
  if (extraRows > 0) parts.push(g.constant(new Float32Array(extraRows * hidden), [extraRows, hidden]));
  return add(mul(own, g.constant(scale, [layout.total + extraRows, 1])), concat(parts, 0));
}

export function weight(weights: Weights, name: string): Value {
  const value = weights[name];
  if (value === undefined) throw new RangeError(`network: no weight ${name}`);
  return value;
}
