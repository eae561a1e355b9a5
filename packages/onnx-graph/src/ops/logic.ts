import { int, numberAttribute } from '../graph/node';
import { ELEMENT_TYPES, elementTypeOfCode, type ElementType } from '../graph/element-type';
import { graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { defineOperator, type NodeContext, type OutputType } from '../graph/operator';
import { broadcastShapes } from '../graph/shape';
import type { Operand, Value } from '../graph/value';
import { likeFirst, requireType, sameTypes } from './inference';
import { asValue, emit, pair } from './operand';

function comparison(context: NodeContext): OutputType[] {
  const [a, b] = [context.input(0), context.input(1)];
  sameTypes(context, [a, b]);
  return [{ type: 'bool', shape: broadcastShapes(a.shape, b.shape, context.where) }];
}

for (const op of ['Equal', 'Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual']) defineOperator(op, comparison);
for (const op of ['And', 'Or']) {
  defineOperator(op, (context) => {
    requireType(context, context.input(0), ['bool']);
    return comparison(context);
  });
}
defineOperator('Not', (context) => {
  requireType(context, context.input(0), ['bool']);
  return likeFirst(context);
});
defineOperator('IsNaN', (context) => [{ type: 'bool', shape: context.input(0).shape }]);
defineOperator('Where', (context) => {
  const [condition, a, b] = [context.input(0), context.input(1), context.input(2)];
  requireType(context, condition, ['bool']);
  const type = sameTypes(context, [a, b]);
  const both = broadcastShapes(a.shape, b.shape, context.where);
  return [{ type, shape: broadcastShapes(condition.shape, both, context.where) }];
});
defineOperator('Cast', (context) => {
  const type = elementTypeOfCode(numberAttribute(context.attributes, 'to', 0));
  if (type === undefined) throw graphError(context.where, 'the type to cast to is not supported');
  return [{ type, shape: context.input(0).shape }];
});
defineOperator('Clip', (context) => {
  sameTypes(
    context,
    context.inputs.filter((input) => input !== undefined),
  );
  return likeFirst(context);
});

/** Comparisons, broadcasting, to bool. */
export function equal(a: Operand, b: Operand): Value {
  return emit('Equal', pair(a, b));
}

export function less(a: Operand, b: Operand): Value {
  return emit('Less', pair(a, b));
}

export function lessOrEqual(a: Operand, b: Operand): Value {
  return emit('LessOrEqual', pair(a, b));
}

export function greater(a: Operand, b: Operand): Value {
  return emit('Greater', pair(a, b));
}

export function greaterOrEqual(a: Operand, b: Operand): Value {
  return emit('GreaterOrEqual', pair(a, b));
}

export function and(a: Value, b: Value): Value {
  return emit('And', [a, b]);
}

export function or(a: Value, b: Value): Value {
  return emit('Or', [a, b]);
}

export function not(x: Value): Value {
  return emit('Not', [x]);
}

export function isNaN(x: Value): Value {
  return emit('IsNaN', [x]);
}

/** `a` where `condition` (bool) holds, `b` elsewhere; the three broadcast. */
export function where(condition: Value, a: Operand, b: Operand): Value {
  const graph = graphOf(condition, a, b);
  const type = typeof a === 'object' ? a.type : typeof b === 'object' ? b.type : 'float32';
  return emit('Where', [condition, asValue(a, graph, type), asValue(b, graph, type)]);
}

/** The same values as another type; float to whole numbers cuts the fraction, bool becomes 0 and 1. */
export function cast(x: Value, type: ElementType): Value {
  return x.type === type ? x : emit('Cast', [x], { to: int(ELEMENT_TYPES[type].code) });
}

/** `x`, as a constant to gradients(). A cast to its own type, which ONNX Runtime drops. */
export function stopGradient(x: Value): Value {
  return emit('Cast', [x], { to: int(ELEMENT_TYPES[x.type].code) });
}

/** x held within [low, high]; the gradient passes where x is within, borders included. */
export function clip(x: Value, low: Operand | undefined, high: Operand | undefined): Value {
  const bound = (operand: Operand | undefined): Value | undefined =>
    operand === undefined ? undefined : asValue(operand, x.graph, x.type);
  return emit('Clip', [x, bound(low), bound(high)]);
}
