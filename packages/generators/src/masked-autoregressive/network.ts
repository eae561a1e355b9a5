import { add, gemm, mul, relu, type Graph, type Initial, type ParameterSpec, type Value } from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { basisMatrix, featureCount, ownScale } from './ordinal-basis';

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
    { name: 'in.weight', shape: [layout.total + layout.columns, hidden], initial: uniform(Math.sqrt(3 / (2 * layout.columns))) },
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

/**
 * The served weights and, while training, what neighbouring codes of a numeric column share: weights over a smooth
 * basis of their order (see ordinal-basis), added to the codes' own rows in the first and the last layer.
 */
export function trainedSpecs(layout: Layout, size: NetworkSize): ParameterSpec[] {
  const features = featureCount(layout);
  if (features === 0) return servedSpecs(layout, size);
  const smooth = (name: string, bound: number): ParameterSpec => ({ name, shape: [features, size.hidden], initial: uniform(bound), decay: false });
  return [...servedSpecs(layout, size), smooth('in.smooth', Math.sqrt(3 / (2 * layout.columns)) / 2), smooth('out.smooth', Math.sqrt(1 / size.hidden) / 2)];
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
export function allLogits(g: Graph, layout: Layout, input: Value, weights: Weights, blocks: number): Value {
  const sums = gemm(input, shared(g, layout, weights, 'in', layout.columns), weight(weights, 'in.bias'));
  return gemm(hiddenState(sums, weights, blocks), shared(g, layout, weights, 'out', 0), weight(weights, 'out.bias'), { transB: true });
}

/** A layer's weights by code: its own and those it shares with its neighbours. */
function shared(g: Graph, layout: Layout, weights: Weights, layer: 'in' | 'out', extraRows: number): Value {
  const own = weight(weights, `${layer}.weight`);
  const features = featureCount(layout);
  if (features === 0) return own;
  const rows = layout.total + extraRows;
  const basis = g.constant(basisMatrix(layout, extraRows), [rows, features]);
  const scaled = mul(own, g.constant(ownScale(layout, extraRows), [rows, 1]));
  return gemm(basis, weight(weights, `${layer}.smooth`), scaled);
}

export function weight(weights: Weights, name: string): Value {
  const value = weights[name];
  if (value === undefined) throw new RangeError(`network: no weight ${name}`);
  return value;
}
