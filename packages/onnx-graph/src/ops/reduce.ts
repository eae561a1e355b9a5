import type { Graph } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { int, numberAttribute } from '../graph/node';
import { defineOperator, type NodeContext, type OutputType } from '../graph/operator';
import { normaliseAxes, normaliseAxis } from '../graph/shape';
import type { Value } from '../graph/value';
import { constantInput, requireConstantInput } from './inference';
import { emit, int64s } from './operand';

function reduction(context: NodeContext): OutputType[] {
  const { type, shape } = context.input(0);
  const given = context.inputs[1] === undefined ? undefined : requireConstantInput(context, 1, 'the axes');
  const axes = new Set(normaliseAxes(given, shape.length, context.where));
  const keep = numberAttribute(context.attributes, 'keepdims', 1) === 1;
  return [{ type, shape: shape.flatMap((dim, i) => (axes.has(i) ? (keep ? [1] : []) : [dim])) }];
}
for (const op of ['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin']) defineOperator(op, reduction);

defineOperator('ArgMax', (context) => {
  const { shape } = context.input(0);
  const axis = normaliseAxis(numberAttribute(context.attributes, 'axis', 0), shape.length, context.where);
  const keep = numberAttribute(context.attributes, 'keepdims', 1) === 1;
  return [{ type: 'int64', shape: shape.flatMap((dim, i) => (i === axis ? (keep ? [1] : []) : [dim])) }];
});

defineOperator('CumSum', (context) => {
  const { type, shape } = context.input(0);
  const [axis] = constantInput(context, 1) ?? [];
  if (axis === undefined) throw graphError(context.where, 'the axis must be constant');
  normaliseAxis(axis, shape.length, context.where);
  return [{ type, shape }];
});

function reduce(op: string, x: Value, axes: readonly number[] | undefined, keepdims: boolean): Value {
  const all = normaliseAxes(axes, x.shape.length, `${op}(${x.name})`);
  if (all.length === 0) return x;
  return emit(op, [x, int64s(x.graph, all)], { keepdims: int(keepdims ? 1 : 0) });
}

/** Sum over `axes` (all of them when not given); with `keepdims` they stay, of size 1. */
export function reduceSum(x: Value, axes?: readonly number[], keepdims = false): Value {
  return reduce('ReduceSum', x, axes, keepdims);
}

/** Mean over `axes`. */
export function reduceMean(x: Value, axes?: readonly number[], keepdims = false): Value {
  return reduce('ReduceMean', x, axes, keepdims);
}

/** Maximum over `axes`; a gradient is shared evenly between equals. */
export function reduceMax(x: Value, axes?: readonly number[], keepdims = false): Value {
  return reduce('ReduceMax', x, axes, keepdims);
}

/** Minimum over `axes`; a gradient is shared evenly between equals. */
export function reduceMin(x: Value, axes?: readonly number[], keepdims = false): Value {
  return reduce('ReduceMin', x, axes, keepdims);
}

/** Mean of all elements, a scalar. */
export function mean(x: Value): Value {
  return reduceMean(x);
}

/** Position of the first maximum along `axis`, int64. */
export function argMax(x: Value, axis: number, keepdims = false): Value {
  const at = normaliseAxis(axis, x.shape.length, `ArgMax(${x.name})`);
  return emit('ArgMax', [x], { axis: int(at), keepdims: int(keepdims ? 1 : 0) });
}

export interface CumSumOptions {
  /** Leave the element itself out of its sum. */
  readonly exclusive?: boolean;
  /** Sum from the end. */
  readonly reverse?: boolean;
}

/** Running sum along `axis`. */
export function cumSum(x: Value, axis: number, options: CumSumOptions = {}): Value {
  const at = normaliseAxis(axis, x.shape.length, `CumSum(${x.name})`);
  return emit('CumSum', [x, axisScalar(x.graph, at)], {
    ...(options.exclusive === true ? { exclusive: int(1) } : {}),
    ...(options.reverse === true ? { reverse: int(1) } : {}),
  });
}

function axisScalar(graph: Graph, axis: number): Value {
  return graph.constant(axis, [], 'int64');
}
