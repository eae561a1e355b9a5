import { graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { int, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { formatShape, normaliseAxis, sameShape, sumOfDims, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import { constantInput, sameTypes } from './inference';
import { emit, int64s } from './operand';

defineOperator('Concat', (context) => {
  const parts = context.inputs.map((_, i) => context.input(i));
  const first = context.input(0);
  const type = sameTypes(context, parts);
  const axis = normaliseAxis(numberAttribute(context.attributes, 'axis', 0), first.shape.length, context.where);
  const others = (value: Value): Dim[] => value.shape.filter((_, i) => i !== axis);
  const odd = parts.find((part) => part.shape.length !== first.shape.length || !sameShape(others(part), others(first)));
  if (odd !== undefined) {
    throw graphError(
      context.where,
      `${odd.name} ${formatShape(odd.shape)} does not join ${first.name} ${formatShape(first.shape)} along axis ${axis}`,
    );
  }
  const joined = sumOfDims(parts.map((part) => part.shape[axis] as Dim));
  return [{ type, shape: first.shape.map((dim, i) => (i === axis ? joined : dim)) }];
});

defineOperator('Split', (context) => {
  const { type, shape } = context.input(0);
  const axis = normaliseAxis(numberAttribute(context.attributes, 'axis', 0), shape.length, context.where);
  const sizes = constantInput(context, 1);
  const count = context.input(1).shape[0];
  if (typeof count !== 'number') throw graphError(context.where, 'the number of parts is not known');
  if (sizes === undefined) {
    return Array.from({ length: count }, () => ({
      type,
      shape: shape.map((d, i) => (i === axis ? context.freshDim() : d)),
    }));
  }
  const dim = shape[axis];
  const total = sizes.reduce((a, b) => a + b, 0);
  if (typeof dim === 'number' && total !== dim)
    throw graphError(
      context.where,
      `parts of ${sizes.join(' + ')} = ${total} do not make up dimension ${axis} of ${dim}`,
    );
  return sizes.map((size) => ({ type, shape: shape.map((d, i) => (i === axis ? size : d)) }));
});

/** The parts laid end to end along `axis`. */
export function concat(parts: readonly Value[], axis: number): Value {
  const [first] = parts;
  if (first === undefined) throw graphError('Concat', 'there is nothing to join');
  return parts.length === 1
    ? first
    : emit('Concat', parts, { axis: int(normaliseAxis(axis, first.shape.length, `Concat(${first.name})`)) });
}

/** `x` cut along `axis` into parts of the given sizes. */
export function split(x: Value, sizes: readonly number[], axis: number): Value[] {
  const at = normaliseAxis(axis, x.shape.length, `Split(${x.name})`);
  if (sizes.length === 1 && sizes[0] === x.shape[at]) return [x];
  return [...graphOf(x).add('Split', [x, int64s(x.graph, sizes)], { axis: int(at) })];
}
