import { add, gemm, relu, type Initial, type ParameterSpec, type Value } from '@headwater/onnx-graph';
import type { Layout } from './layout';

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
export function parameterSpecs(layout: Layout, { hidden, blocks }: NetworkSize): ParameterSpec[] {
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

/** Logits [rows, W] of every code from the input [rows, W + D]. */
export function allLogits(input: Value, weights: Weights, blocks: number): Value {
  const sums = gemm(input, weight(weights, 'in.weight'), weight(weights, 'in.bias'));
  return gemm(hiddenState(sums, weights, blocks), weight(weights, 'out.weight'), weight(weights, 'out.bias'), { transB: true });
}

export function weight(weights: Weights, name: string): Value {
  const value = weights[name];
  if (value === undefined) throw new RangeError(`network: no weight ${name}`);
  return value;
}
