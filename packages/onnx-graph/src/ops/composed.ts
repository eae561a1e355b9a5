import type { Value } from '../graph/value';
import { add, maximum, minimum, mul, sub } from './arithmetic';
import { erf, exp, neg, relu, softplus, tanh } from './elementwise';
import { gatherElements } from './gather';
import { logSoftmax } from './softmax';
import { squeeze, unsqueeze } from './reshape';

/** Functions made of the operators; their gradients follow from those. */

/** x · Φ(x), by the error function where there is one (float32), else by its tanh form (Hendrycks and Gimpel 2016). */
export function gelu(x: Value): Value {
  if (x.type === 'float32') return mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));
  const inner = mul(add(x, mul(mul(mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}

/** max(x, 0) + slope · min(x, 0) */
export function leakyRelu(x: Value, slope = 0.01): Value {
  return sub(relu(x), mul(relu(neg(x)), slope));
}

/** x for x > 0, e^x - 1 below. */
export function elu(x: Value): Value {
  return add(relu(x), sub(exp(minimum(x, 0)), 1));
}

/** Inverted dropout: `keep` holds 1 for what stays and 0 for what goes, drawn outside with probability `probability` of 1. */
export function dropout(x: Value, keep: Value, probability: number): Value {
  return mul(x, mul(keep, 1 / probability));
}

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
