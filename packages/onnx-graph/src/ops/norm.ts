import type { Value } from '../graph/value';
import { add, square, sub } from './arithmetic';
import { abs, sqrt } from './elementwise';
import { reduceMean, reduceSum } from './reduce';

/** Σ |x| over `axes` (all of them when not given). */
export function l1Norm(x: Value, axes?: readonly number[], keepdims = false): Value {
  return reduceSum(abs(x), axes, keepdims);
}

/** sqrt(Σ x² + epsilon) over `axes`. An epsilon above 0 keeps the gradient finite where x is 0. */
export function l2Norm(x: Value, axes?: readonly number[], keepdims = false, epsilon = 0): Value {
  return sqrt(add(reduceSum(square(x), axes, keepdims), epsilon));
}

/** Mean squared distance from the mean over `axes`: divided by the number of values. */
export function variance(x: Value, axes?: readonly number[], keepdims = false): Value {
  return reduceMean(square(sub(x, reduceMean(x, axes, true))), axes, keepdims);
}
