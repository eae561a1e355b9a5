import { defineOperator } from '../graph/operator';
import type { Value } from '../graph/value';
import { likeFirst, requireType } from './inference';
import { emit } from './operand';

const FLOAT_ONLY = [
  'Exp',
  'Log',
  'Sqrt',
  'Sigmoid',
  'Tanh',
  'Erf',
  'Sin',
  'Cos',
  'Floor',
  'Ceil',
  'Round',
  'Softplus',
  'Reciprocal',
];
for (const op of FLOAT_ONLY) {
  defineOperator(op, (context) => {
    requireType(context, context.input(0), 'float');
    return likeFirst(context);
  });
}
for (const op of ['Neg', 'Abs', 'Sign', 'Relu', 'Identity']) defineOperator(op, likeFirst);

/** -x */
export function neg(x: Value): Value {
  return emit('Neg', [x]);
}

/** e^x */
export function exp(x: Value): Value {
  return emit('Exp', [x]);
}

/** Natural logarithm. */
export function log(x: Value): Value {
  return emit('Log', [x]);
}

export function sqrt(x: Value): Value {
  return emit('Sqrt', [x]);
}

/** |x|, with gradient 0 at 0. */
export function abs(x: Value): Value {
  return emit('Abs', [x]);
}

/** -1, 0 or 1. */
export function sign(x: Value): Value {
  return emit('Sign', [x]);
}

/** max(x, 0), with gradient 0 at 0. */
export function relu(x: Value): Value {
  return emit('Relu', [x]);
}

/** 1 / (1 + e^-x) */
export function sigmoid(x: Value): Value {
  return emit('Sigmoid', [x]);
}

export function tanh(x: Value): Value {
  return emit('Tanh', [x]);
}

/** The error function; ONNX Runtime computes it in float32 only. */
export function erf(x: Value): Value {
  return emit('Erf', [x]);
}

export function sin(x: Value): Value {
  return emit('Sin', [x]);
}

export function cos(x: Value): Value {
  return emit('Cos', [x]);
}

/** log(1 + e^x) */
export function softplus(x: Value): Value {
  return emit('Softplus', [x]);
}

export function reciprocal(x: Value): Value {
  return emit('Reciprocal', [x]);
}

export function floor(x: Value): Value {
  return emit('Floor', [x]);
}

export function ceil(x: Value): Value {
  return emit('Ceil', [x]);
}

/** The nearest whole number, halves to the even one. */
export function round(x: Value): Value {
  return emit('Round', [x]);
}

export function identity(x: Value): Value {
  return emit('Identity', [x]);
}
