import { int, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { normaliseAxes, normaliseAxis } from '../graph/shape';
import type { Value } from '../graph/value';
import { add, sub } from './arithmetic';
import { exp, log } from './elementwise';
import { likeFirst, requireType } from './inference';
import { emit } from './operand';
import { reduceMax, reduceSum } from './reduce';
import { squeeze } from './reshape';

for (const op of ['Softmax', 'LogSoftmax']) {
  defineOperator(op, (context) => {
    requireType(context, context.input(0), 'float');
    normaliseAxis(numberAttribute(context.attributes, 'axis', -1), context.input(0).shape.length, context.where);
    return likeFirst(context);
  });
}

/** e^x normalised to sum 1 along `axis`. */
export function softmax(x: Value, axis = -1): Value {
  return emit('Softmax', [x], { axis: int(normaliseAxis(axis, x.shape.length, `Softmax(${x.name})`)) });
}

/** log(softmax(x)) without the loss of small probabilities. */
export function logSoftmax(x: Value, axis = -1): Value {
  return emit('LogSoftmax', [x], { axis: int(normaliseAxis(axis, x.shape.length, `LogSoftmax(${x.name})`)) });
}

/** log Σ e^x over `axes` (all of them when not given), shifted by the maximum so that nothing overflows. */
export function reduceLogSumExp(x: Value, axes?: readonly number[], keepdims = false): Value {
  const peak = reduceMax(x, axes, true);
  const sum = add(log(reduceSum(exp(sub(x, peak)), axes, true)), peak);
  return keepdims ? sum : squeeze(sum, normaliseAxes(axes, x.shape.length, `reduceLogSumExp(${x.name})`));
}

/** reduceLogSumExp() over one axis. */
export function logSumExp(x: Value, axis: number, keepdims = false): Value {
  return reduceLogSumExp(x, [axis], keepdims);
}
