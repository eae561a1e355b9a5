import { graphError } from '../graph/graph-error';
import type { Operand, Value } from '../graph/value';
import { add, maximum, minimum, mul, square, sub } from './arithmetic';
import { abs, exp, neg, relu, softplus } from './elementwise';
import { gatherElements } from './gather';
import { clip } from './logic';
import { mean } from './reduce';
import { logSoftmax } from './softmax';
import { squeeze, unsqueeze } from './reshape';

/** Losses made of the operators; one value an element or an example unless said otherwise. */

/** Cross-entropy in nats per example, [.., classes] and whole-number classes [..] to [..]. */
export function softmaxCrossEntropy(logits: Value, classes: Value): Value {
  const last = logits.shape.length - 1;
  return neg(squeeze(gatherElements(logSoftmax(logits, last), unsqueeze(classes, [last]), last), [last]));
}

/** -[t·log σ(x) + (1-t)·log(1-σ(x))] from logits, without overflow: max(x,0) - x·t + log(1 + e^-|x|). */
export function binaryCrossEntropy(logits: Value, targets: Value): Value {
  const tail = softplus(sub(minimum(logits, 0), maximum(logits, 0)));
  return add(sub(relu(logits), mul(logits, targets)), tail);
}

/** Mean of (prediction - target)² over everything, a scalar. */
export function meanSquaredError(prediction: Value, target: Operand): Value {
  return mean(square(sub(prediction, target)));
}

/**
 * e² / 2 for errors e = prediction - target up to delta, delta · (|e| - delta / 2) beyond (Huber 1964).
 * @throws HeadwaterError GRAPH_INVALID for a delta that is not above 0
 */
export function huber(prediction: Value, target: Operand, delta = 1): Value {
  if (!(delta > 0)) throw graphError(`huber(${prediction.name})`, `delta is ${delta}; it must be above 0`);
  const size = abs(sub(prediction, target));
  const inner = clip(size, undefined, delta);
  // With c = min(|e|, delta) both branches are c · (|e| - c / 2).
  return mul(inner, sub(size, mul(inner, 0.5)));
}

/** A normal distribution per element, by its mean and the logarithm of its variance. */
export interface Gaussian {
  readonly mean: Operand;
  readonly logVariance: Operand;
}

/**
 * KL(p ‖ q) of two normal distributions per element, in nats; q is the standard one when not given, as in a variational
 * autoencoder (Kingma and Welling 2014, appendix B).
 */
export function gaussianKl(p: { readonly mean: Value; readonly logVariance: Value }, q?: Gaussian): Value {
  const { mean: centre, logVariance } = q ?? { mean: 0, logVariance: 0 };
  const distance = square(sub(p.mean, centre));
  const ratio = sub(p.logVariance, logVariance);
  const spread =
    typeof logVariance === 'number' ? mul(distance, Math.exp(-logVariance)) : mul(distance, exp(neg(logVariance)));
  return mul(sub(add(exp(ratio), spread), add(ratio, 1)), 0.5);
}

/** -log N(x; mean, e^logVariance) per element, in nats. */
export function gaussianNegativeLogLikelihood(x: Value, mean: Value, logVariance: Value): Value {
  const spread = mul(square(sub(x, mean)), exp(neg(logVariance)));
  return mul(add(add(spread, logVariance), Math.log(2 * Math.PI)), 0.5);
}
