import type { ElementType } from '../graph/element-type';
import type { Graph } from '../graph/graph';
import { int, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { isStatic, sizeOf, type Dim, type Shape } from '../graph/shape';
import type { Operand, Value } from '../graph/value';
import { requireConstantInput, requireType, sameTypes } from './inference';
import { cast } from './logic';
import { asValue, emit } from './operand';
import { expand, shapeOf } from './reshape';

defineOperator('OneHot', (context) => {
  const [indices, values] = [context.input(0), context.input(2)];
  requireType(context, indices, ['int32', 'int64']);
  const [depth] = requireConstantInput(context, 1, 'the depth');
  const rank = indices.shape.length + 1;
  const axis = numberAttribute(context.attributes, 'axis', -1);
  const at = axis < 0 ? axis + rank : axis;
  return [{ type: values.type, shape: [...indices.shape.slice(0, at), depth as Dim, ...indices.shape.slice(at)] }];
});

defineOperator('Range', (context) => {
  const [start, limit, step] = [context.input(0), context.input(1), context.input(2)];
  const type = sameTypes(context, [start, limit, step]);
  if (start.constant === undefined || limit.constant === undefined || step.constant === undefined)
    return [{ type, shape: [context.freshDim()] }];
  const [from, to, by] = [start, limit, step].map((value) => Number(value.constant?.data[0])) as [
    number,
    number,
    number,
  ];
  return [{ type, shape: [Math.max(0, Math.ceil((to - from) / by))] }];
});

/** 1 at each index and 0 elsewhere, in a new last dimension of size `depth` (or at `axis` of the result). */
export function oneHot(indices: Value, depth: number, type: ElementType = 'float32', axis = -1): Value {
  const { graph } = indices;
  // ONNX Runtime has one-hot for these pairs of types; others are cast.
  const made = type === 'float32' || (type === 'int64' && indices.type === 'int64') ? type : 'float32';
  const size = graph.constant(depth, [], indices.type);
  return cast(emit('OneHot', [indices, size, graph.constant([0, 1], [2], made)], { axis: int(axis) }), type);
}

/** start, start + step, … below limit (scalars of one whole-number or float type). */
export function range(
  graph: Graph,
  start: Operand,
  limit: Operand,
  step: Operand = 1,
  type: ElementType = 'int64',
): Value {
  return emit('Range', [asValue(start, graph, type), asValue(limit, graph, type), asValue(step, graph, type)]);
}

/** A tensor of one repeated number; `like` gives the run-time sizes of named dimensions. */
export function filled(graph: Graph, number: number, shape: Shape, type: ElementType = 'float32', like?: Value): Value {
  const scalar = graph.constant(number, [], type);
  if (isStatic(shape) && sizeOf(shape) === 1 && shape.length === 0) return scalar;
  return expand(scalar, shape, like);
}

/** Zeros of the type and the run-time shape of `x`. */
export function zerosLike(x: Value): Value {
  const scalar = x.graph.constant(0, [], x.type);
  if (x.shape.length === 0) return scalar;
  return isStatic(x.shape) ? expand(scalar, x.shape) : emit('Expand', [scalar, shapeOf(x)], {}, x.shape);
}
