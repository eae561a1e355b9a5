import { sameShape, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import { mul } from '../ops/arithmetic';
import { countOver } from '../ops/count';
import { reduceSum } from '../ops/reduce';
import { expand, reshape } from '../ops/reshape';

/** A lazy gradient as a tensor of the full shape of the value it belongs to. */
export function materialise(gradient: Value, of: Value): Value {
  return sameShape(gradient.shape, of.shape) ? gradient : expand(gradient, of.shape, of);
}

/**
 * The gradient of an operand from that of the broadcast result: summed over the dimensions the operand was repeated
 * along. A lazy gradient is already constant along some of them; there the sum is a multiplication by the size.
 */
export function sumTo(gradient: Value, result: Value, operand: Value): Value {
  if (sameShape(operand.shape, result.shape)) return gradient;
  const rank = result.shape.length;
  const dimOf = (value: Value, axis: number): Dim | undefined => value.shape[axis - rank + value.shape.length];
  const repeated = result.shape.flatMap((dim, axis) => (dim !== 1 && (dimOf(operand, axis) ?? 1) === 1 ? [axis] : []));
  const lazy = repeated.filter((axis) => (dimOf(gradient, axis) ?? 1) === 1);
  const summed = repeated.filter((axis) => !lazy.includes(axis)).map((axis) => axis - rank + gradient.shape.length);
  const scaled = lazy.length === 0 ? gradient : mul(gradient, countOver(result, lazy));
  const extra = scaled.shape.length - operand.shape.length;
  const dropAll = summed.every((axis) => axis < extra);
  const total = reduceSum(scaled, summed, !dropAll);
  const surplus = total.shape.length - operand.shape.length;
  return surplus > 0 ? reshape(total, total.shape.slice(surplus)) : total;
}
