import {
  add,
  concat,
  gatherElements,
  log,
  maximum,
  mul,
  reduceSum,
  reshape,
  scatterElements,
  slice,
  softmax,
  stopGradient,
  sub,
  type Graph,
  type Value,
} from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { allLogits, type NetworkSize, type Weights } from './network';

const TINY = 1e-30;

/** A batch of fixed size, as the network is shown it. */
export interface Batch {
  rows: number;
  /** int32 [rows, D]: places in the one-hot row, offset and code. */
  codes: Value;
  /** float32 [rows, D]: 1 where the column is observed, else 0. */
  observed: Value;
  /** float32 [rows, D]: what a column's negative log-likelihood counts; 0 where it is observed or not asked for. */
  weighting: Value;
}

interface Forward {
  loss: Value;
  logits: Value;
  /** [rows, W]: softmax over each column's codes, times the column's weighting. */
  weighted: Value;
  /** [rows, D]: `weighted` at the row's own codes. */
  taken: Value;
}

/** Weighted sum of the negative log-likelihoods, in nats, of the columns of a batch. A scalar. */
export function negativeLogLikelihood(
  g: Graph,
  layout: Layout,
  size: NetworkSize,
  batch: Batch,
  weights: Weights,
): Value {
  return forward(g, layout, size, batch, weights).loss;
}

/**
 * The same number, made to be differentiated: its gradient with respect to the logits, (softmax - one-hot) x weighting, is
 * put together here, which takes half the passes over [rows, W] of differentiating step by step.
 */
export function trainingLoss(g: Graph, layout: Layout, size: NetworkSize, batch: Batch, weights: Weights): Value {
  const { loss, logits, weighted, taken } = forward(g, layout, size, batch, weights);
  const slope = scatterElements(weighted, batch.codes, sub(taken, batch.weighting), 1);
  const surrogate = reduceSum(mul(logits, stopGradient(slope)));
  return add(stopGradient(loss), sub(surrogate, stopGradient(surrogate)));
}

function forward(
  g: Graph,
  layout: Layout,
  size: NetworkSize,
  { rows, codes, observed, weighting }: Batch,
  weights: Weights,
): Forward {
  const logits = allLogits(g, layout, networkInput(g, layout, rows, codes, observed), weights, size);
  const weighted = weightedProbabilities(layout, rows, logits, weighting);
  const taken = gatherElements(weighted, codes, 1);
  const loss = reduceSum(mul(weighting, sub(log(maximum(weighting, TINY)), log(maximum(taken, TINY)))));
  return { loss, logits, weighted, taken };
}

/** [rows, W + D]: ones at the codes of observed columns, then the observed bits; one scatter writes both. */
function networkInput(g: Graph, { columns, total }: Layout, rows: number, codes: Value, observed: Value): Value {
  const zeros = g.constant(new Float32Array(rows * (total + columns)), [rows, total + columns]);
  const bits = g.constant(
    Int32Array.from({ length: rows * columns }, (_, i) => total + (i % columns)),
    [rows, columns],
  );
  return scatterElements(zeros, concat([codes, bits], 1), concat([observed, observed], 1), 1);
}

function weightedProbabilities(layout: Layout, rows: number, logits: Value, weighting: Value): Value {
  const parts = layout.groups.map(({ first, count, width }) => {
    const start = layout.offsets[first] as number;
    const part = reshape(slice(logits, { axis: 1, start, end: start + count * width }), [rows, count, width]);
    const scale = reshape(slice(weighting, { axis: 1, start: first, end: first + count }), [rows, count, 1]);
    return reshape(mul(softmax(part, 2), scale), [rows, count * width]);
  });
  return concat(parts, 1);
}
