import { graphError } from '../graph/graph-error';
import { int, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { formatShape, normaliseAxis, sameShape } from '../graph/shape';
import type { Value } from '../graph/value';
import { requireType } from './inference';
import { emit } from './operand';

defineOperator('Gather', (context) => {
  const [x, indices] = [context.input(0), context.input(1)];
  requireType(context, indices, ['int32', 'int64']);
  const axis = normaliseAxis(numberAttribute(context.attributes, 'axis', 0), x.shape.length, context.where);
  return [{ type: x.type, shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)] }];
});

defineOperator('GatherElements', (context) => {
  const [x, indices] = [context.input(0), context.input(1)];
  requireType(context, indices, ['int32', 'int64']);
  const axis = normaliseAxis(numberAttribute(context.attributes, 'axis', 0), x.shape.length, context.where);
  const others = (shape: typeof x.shape): typeof x.shape => shape.filter((_, i) => i !== axis);
  if (indices.shape.length !== x.shape.length || !sameShape(others(indices.shape), others(x.shape))) {
    throw graphError(
      context.where,
      `indices ${formatShape(indices.shape)} and data ${formatShape(x.shape)} may differ along axis ${axis} only`,
    );
  }
  return [{ type: x.type, shape: indices.shape }];
});

defineOperator('GatherND', (context) => {
  const [x, indices] = [context.input(0), context.input(1)];
  requireType(context, indices, ['int64']);
  const depth = indices.shape.at(-1);
  if (typeof depth !== 'number' || depth < 1 || depth > x.shape.length) {
    throw graphError(context.where, `the last dimension of the indices is ${depth}; it must be 1 to ${x.shape.length}`);
  }
  return [{ type: x.type, shape: [...indices.shape.slice(0, -1), ...x.shape.slice(depth)] }];
});

/** The slices of `x` along `axis` at `indices` (int32 or int64, any shape): rows of a table, embeddings. */
export function gather(x: Value, indices: Value, axis = 0): Value {
  return emit('Gather', [x, indices], { axis: int(normaliseAxis(axis, x.shape.length, `Gather(${x.name})`)) });
}

/** One element per index: out[i][j] = x[i][indices[i][j]] for axis 1 of a matrix. */
export function gatherElements(x: Value, indices: Value, axis: number): Value {
  return emit('GatherElements', [x, indices], {
    axis: int(normaliseAxis(axis, x.shape.length, `GatherElements(${x.name})`)),
  });
}

/** The slices of `x` named by the index tuples in the last dimension of `indices` (int64). */
export function gatherND(x: Value, indices: Value): Value {
  return emit('GatherND', [x, indices]);
}
