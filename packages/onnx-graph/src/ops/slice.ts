import { graphError } from '../graph/graph-error';
import { defineOperator, type NodeContext } from '../graph/operator';
import { formatShape, normaliseAxes, normaliseAxis, type Dim } from '../graph/shape';
import { numbersOf } from '../graph/tensor-data';
import type { Operand, Value } from '../graph/value';
import { add } from './arithmetic';
import { constantInput, requireConstantInput } from './inference';
import { emit, int64s } from './operand';
import { unsqueeze } from './reshape';

/** The end of a slice that runs to the end of its dimension, whatever its size. */
const TO_END = Number.MAX_SAFE_INTEGER;

defineOperator('Slice', (context) => {
  const { type, shape } = context.input(0);
  const starts = constantInput(context, 1);
  const ends = constantInput(context, 2);
  const count = context.input(1).shape[0];
  const axes =
    context.inputs[3] === undefined
      ? Array.from({ length: Number(count) }, (_, i) => i)
      : requireConstantInput(context, 3, 'the axes');
  const steps = context.inputs[4] === undefined ? axes.map(() => 1) : requireConstantInput(context, 4, 'the steps');
  const out: Dim[] = [...shape];
  axes.forEach((given, i) => {
    const axis = normaliseAxis(given, shape.length, context.where);
    out[axis] = slicedSize(context, shape[axis] as Dim, starts?.[i], ends?.[i], steps[i] ?? 1);
  });
  return [{ type, shape: out }];
});

function slicedSize(
  context: NodeContext,
  dim: Dim,
  start: number | undefined,
  end: number | undefined,
  step: number,
): Dim {
  if (start === undefined || end === undefined) return context.freshDim();
  if (typeof dim === 'string') {
    if (start === 0 && end >= TO_END && step === 1) return dim;
    return start < 0 && end >= TO_END && step === 1 ? -start : context.freshDim();
  }
  const bound = (at: number, low: number, high: number): number =>
    Math.min(Math.max(at < 0 ? at + dim : at, low), high);
  const [from, to] =
    step > 0
      ? [bound(start, 0, dim), bound(end, 0, dim)]
      : [bound(start, 0, dim - 1), end <= -dim - 1 ? -1 : bound(end, -1, dim - 1)];
  return Math.max(0, Math.ceil((to - from) / step));
}

defineOperator('Pad', (context) => {
  const { type, shape } = context.input(0);
  const axes = normaliseAxes(
    context.inputs[3] === undefined ? undefined : requireConstantInput(context, 3, 'the axes'),
    shape.length,
    context.where,
  );
  const pads = constantInput(context, 1);
  const out: Dim[] = [...shape];
  axes.forEach((axis, i) => {
    const dim = shape[axis] as Dim;
    const padded = pads === undefined ? undefined : (pads[i] ?? 0) + (pads[i + axes.length] ?? 0);
    out[axis] =
      padded === 0 ? dim : padded !== undefined && typeof dim === 'number' ? dim + padded : context.freshDim();
  });
  return [{ type, shape: out }];
});

export interface SliceRange {
  readonly axis: number;
  /** First element, from the end when negative. Default 0. */
  readonly start?: number;
  /** One past the last element, from the end when negative. Default: all. */
  readonly end?: number;
  /** Default 1; may be negative. */
  readonly step?: number;
}

/** The part of `x` within `ranges`, as x[start:end:step] in NumPy for each axis named. */
export function slice(x: Value, ...ranges: readonly SliceRange[]): Value {
  const where = `Slice(${x.name} ${formatShape(x.shape)})`;
  if (ranges.some((range) => range.step === 0)) throw graphError(where, 'a step of 0 never arrives');
  const back = (range: SliceRange): boolean => (range.step ?? 1) < 0;
  const axes = ranges.map((range) => normaliseAxis(range.axis, x.shape.length, where));
  normaliseAxes(axes, x.shape.length, where);
  return emit('Slice', [
    x,
    int64s(
      x.graph,
      ranges.map((range) => range.start ?? (back(range) ? TO_END : 0)),
    ),
    int64s(
      x.graph,
      ranges.map((range) => range.end ?? (back(range) ? -TO_END : TO_END)),
    ),
    int64s(x.graph, axes),
    int64s(
      x.graph,
      ranges.map((range) => range.step ?? 1),
    ),
  ]);
}

/**
 * `length` elements along `axis` from a start computed at run time (a scalar, int32 or int64). The caller sees to it that
 * start + length stays within `x`; a slice cut short fails when the graph runs.
 */
export function dynamicSlice(x: Value, start: Operand, length: number, axis = 0): Value {
  const at = normaliseAxis(axis, x.shape.length, `Slice(${x.name})`);
  if (typeof start === 'number') return slice(x, { axis: at, start, end: start + length });
  const from = unsqueeze(start, [0]);
  const to = add(from, length);
  const shape = x.shape.map((dim, i) => (i === at ? length : dim));
  const axes = start.graph.constant([at], [1], start.type);
  return emit('Slice', [x, from, to, axes], {}, shape);
}

/** `x` with zeros (or `value`) put before and after along each axis; `before` and `after` count per dimension. */
export function pad(x: Value, before: readonly number[], after: readonly number[], value = 0): Value {
  if (before.length !== x.shape.length || after.length !== x.shape.length) {
    throw graphError(`Pad(${x.name} ${formatShape(x.shape)})`, 'before and after need one number a dimension');
  }
  if ([...before, ...after].every((count) => count === 0)) return x;
  return emit('Pad', [x, int64s(x.graph, [...before, ...after]), x.graph.constant(value, [], x.type)]);
}

/** The constant numbers of a slice's starts, ends, axes and steps; undefined where one is computed. */
export function constantRanges(
  starts: Value,
  ends: Value,
  axes: Value,
  steps: Value | undefined,
): Required<SliceRange>[] | undefined {
  if (starts.constant === undefined || ends.constant === undefined || axes.constant === undefined) return undefined;
  const [from, to, on] = [numbersOf(starts.constant), numbersOf(ends.constant), numbersOf(axes.constant)];
  const by = steps?.constant === undefined ? on.map(() => 1) : numbersOf(steps.constant);
  return on.map((axis, i) => ({ axis, start: from[i] ?? 0, end: to[i] ?? 0, step: by[i] ?? 1 }));
}
