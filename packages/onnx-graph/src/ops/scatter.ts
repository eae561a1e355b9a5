import { graphError } from '../graph/graph-error';
import { int, numberAttribute, text, textAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { formatShape, normaliseAxis, sameShape } from '../graph/shape';
import type { Value } from '../graph/value';
import { requireType, sameTypes } from './inference';
import { emit } from './operand';

export type ScatterReduction = 'none' | 'add' | 'max' | 'min';

defineOperator('ScatterElements', (context) => {
  const [x, indices, updates] = [context.input(0), context.input(1), context.input(2)];
  requireType(context, indices, ['int32', 'int64']);
  const type = sameTypes(context, [x, updates]);
  normaliseAxis(numberAttribute(context.attributes, 'axis', 0), x.shape.length, context.where);
  if (indices.shape.length !== x.shape.length || !sameShape(indices.shape, updates.shape)) {
    throw graphError(
      context.where,
      `indices ${formatShape(indices.shape)} and updates ${formatShape(updates.shape)} must be equal and have ${x.shape.length} dimensions`,
    );
  }
  return [{ type, shape: x.shape }];
});

defineOperator('ScatterND', (context) => {
  const [x, indices, updates] = [context.input(0), context.input(1), context.input(2)];
  requireType(context, indices, ['int64']);
  const type = sameTypes(context, [x, updates]);
  if (textAttribute(context.attributes, 'reduction', 'none') !== 'none') {
    throw graphError(
      context.where,
      'ScatterND with a reduction is refused',
      'ONNX Runtime 1.30 loses repeated updates there with two threads; scatterElements() reduces in order.',
    );
  }
  const depth = indices.shape.at(-1);
  if (typeof depth !== 'number' || depth < 1 || depth > x.shape.length) {
    throw graphError(context.where, `the last dimension of the indices is ${depth}; it must be 1 to ${x.shape.length}`);
  }
  const expected = [...indices.shape.slice(0, -1), ...x.shape.slice(depth)];
  if (!sameShape(expected, updates.shape)) {
    throw graphError(context.where, `updates are ${formatShape(updates.shape)}; needed is ${formatShape(expected)}`);
  }
  return [{ type, shape: x.shape }];
});

/**
 * A copy of `x` with `updates` written at `indices` along `axis`: out[i][indices[i][j]] = updates[i][j] for axis 1 of a
 * matrix. Where indices repeat, use a reduction: `none` leaves the last write and has no meaningful gradient there.
 */
export function scatterElements(
  x: Value,
  indices: Value,
  updates: Value,
  axis: number,
  reduction: ScatterReduction = 'none',
): Value {
  return emit('ScatterElements', [x, indices, updates], {
    axis: int(normaliseAxis(axis, x.shape.length, `ScatterElements(${x.name})`)),
    ...(reduction === 'none' ? {} : { reduction: text(reduction) }),
  });
}

/** A copy of `x` with slices written at the index tuples (int64, all different) in the last dimension of `indices`. */
export function scatterND(x: Value, indices: Value, updates: Value): Value {
  return emit('ScatterND', [x, indices, updates]);
}
