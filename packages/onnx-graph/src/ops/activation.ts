import { graphError } from '../graph/graph-error';
import { formatShape, normaliseAxis } from '../graph/shape';
import type { Value } from '../graph/value';
import { add, div, maximum, minimum, mul, sub } from './arithmetic';
import { abs, erf, exp, neg, relu, sigmoid, softplus, tanh } from './elementwise';
import { oneHot } from './generate';
import { split } from './join';
import { clip, stopGradient } from './logic';
import { argMax } from './reduce';
import { softmax } from './softmax';

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

/** leakyRelu() whose slope is learned: a scalar, or what broadcasts to x (He et al. 2015). */
export function prelu(x: Value, slope: Value): Value {
  return sub(relu(x), mul(relu(neg(x)), slope));
}

/** x for x > 0, e^x - 1 below. */
export function elu(x: Value): Value {
  return add(relu(x), sub(exp(minimum(x, 0)), 1));
}

/** Scaled elu() that keeps mean 0 and variance 1 through layers (Klambauer et al. 2017). */
export function selu(x: Value): Value {
  const [alpha, scale] = [1.6732632423543772, 1.0507009873554805];
  return mul(add(relu(x), mul(sub(exp(minimum(x, 0)), 1), alpha)), scale);
}

/** x · σ(x), also called swish (Ramachandran, Zoph and Le 2017). */
export function silu(x: Value): Value {
  return mul(x, sigmoid(x));
}

/** x · tanh(log(1 + e^x)) (Misra 2019). */
export function mish(x: Value): Value {
  return mul(x, tanh(softplus(x)));
}

/** x / (1 + |x|) */
export function softsign(x: Value): Value {
  return div(x, add(abs(x), 1));
}

/** x / 6 + 1/2 held within [0, 1]. */
export function hardSigmoid(x: Value): Value {
  return clip(add(mul(x, 1 / 6), 0.5), 0, 1);
}

/** x · hardSigmoid(x) (Howard et al. 2019). */
export function hardSwish(x: Value): Value {
  return mul(x, hardSigmoid(x));
}

/** log σ(x) without overflow: min(x, 0) - log(1 + e^-|x|). */
export function logSigmoid(x: Value): Value {
  return sub(minimum(x, 0), softplus(sub(minimum(x, 0), maximum(x, 0))));
}

/**
 * Gated linear unit (Dauphin et al. 2017): the first half of `x` along `axis` times the gate of the second half, which is
 * σ unless another function is given (silu for SwiGLU, gelu for GeGLU; Shazeer 2020).
 * @throws HeadwaterError GRAPH_INVALID for a dimension that has no halves
 */
export function glu(x: Value, axis = -1, gate: (x: Value) => Value = sigmoid): Value {
  const where = `glu(${x.name} ${formatShape(x.shape)})`;
  const at = normaliseAxis(axis, x.shape.length, where);
  const size = x.shape[at];
  if (typeof size !== 'number' || size % 2 !== 0) throw graphError(where, `dimension ${at} of ${size} has no halves`);
  const [value, gated] = split(x, [size / 2, size / 2], at) as [Value, Value];
  return mul(value, gate(gated));
}

/** Inverted dropout: `keep` holds 1 for what stays and 0 for what goes, drawn outside with probability `probability` of 1. */
export function dropout(x: Value, keep: Value, probability: number): Value {
  return mul(x, mul(keep, 1 / probability));
}

export interface GumbelSoftmaxOptions {
  /** Towards 0 the result nears one-hot and its gradient grows; default 1. */
  readonly temperature?: number;
  /** One-hot values, with the gradient of the soft ones (the straight-through estimator). */
  readonly hard?: boolean;
}

/**
 * A categorical draw that lets gradients through (Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017):
 * softmax((logits + noise) / temperature) over the last dimension. `noise` is -log(-log(u)) of uniform u, drawn outside.
 */
export function gumbelSoftmax(logits: Value, noise: Value, options: GumbelSoftmaxOptions = {}): Value {
  const perturbed = add(logits, noise);
  const soft = softmax(mul(perturbed, 1 / (options.temperature ?? 1)), -1);
  if (options.hard !== true) return soft;
  const classes = logits.shape.at(-1);
  if (typeof classes !== 'number') {
    throw graphError(
      `gumbelSoftmax(${logits.name} ${formatShape(logits.shape)})`,
      `the number of classes is ${classes}, not fixed`,
    );
  }
  const chosen = oneHot(argMax(perturbed, -1), classes, logits.type);
  return add(sub(chosen, stopGradient(soft)), soft);
}
