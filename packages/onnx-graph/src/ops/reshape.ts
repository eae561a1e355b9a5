import { graphError } from '../graph/graph-error';
import type { Graph } from '../graph/graph';
import { ints, intsAttribute, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import {
  broadcastShapes,
  broadcastsTo,
  formatShape,
  isStatic,
  normaliseAxes,
  normaliseAxis,
  productOfDims,
  sameShape,
  sizeOf,
  type Dim,
  type Shape,
} from '../graph/shape';
import type { Value } from '../graph/value';
import { constantInput, requireConstantInput } from './inference';
import { emit, int64s } from './operand';

defineOperator('Shape', (context) => {
  const { shape } = context.input(0);
  const start = numberAttribute(context.attributes, 'start', 0);
  const end = numberAttribute(context.attributes, 'end', shape.length);
  return [{ type: 'int64', shape: [shape.slice(start, end).length] }];
});

defineOperator('Reshape', (context) => {
  const x = context.input(0);
  const target = constantInput(context, 1);
  if (target === undefined) {
    const rank = context.input(1).shape[0];
    if (typeof rank !== 'number')
      throw graphError(context.where, 'the number of dimensions to reshape to is not known');
    return [{ type: x.type, shape: Array.from({ length: rank }, () => context.freshDim()) }];
  }
  const copied = target.map((size, i): Dim => (size === 0 ? (x.shape[i] as Dim) : size));
  return [{ type: x.type, shape: resolveRemainder(x.shape, copied, context.where) }];
});

/** Works out the one -1 of a reshape: what is left of the old shape once the known new dimensions are taken out. */
function resolveRemainder(from: Shape, to: readonly Dim[], where: string): Dim[] {
  const open = to.indexOf(-1);
  const left = [...from];
  const given = [...to];
  const unmatched: Dim[] = [];
  for (const dim of given) {
    if (dim === -1) continue;
    const at = typeof dim === 'string' ? left.indexOf(dim) : -1;
    if (at >= 0) left.splice(at, 1);
    else unmatched.push(dim);
  }
  const have = isStatic(left) ? sizeOf(left) : undefined;
  const need = isStatic(unmatched) ? sizeOf(unmatched) : undefined;
  const fail = (): Error => graphError(where, `${formatShape(from)} does not reshape to ${formatShape(to)}`);
  if (open < 0) {
    if (have !== undefined && need !== undefined && have !== need) throw fail();
    return given;
  }
  if (have !== undefined && need !== undefined) {
    if (need === 0 || have % need !== 0) throw fail();
    return given.map((dim) => (dim === -1 ? have / need : dim));
  }
  const names = left.filter((dim) => typeof dim === 'string');
  const rest = sizeOf(left.filter((dim) => typeof dim === 'number'));
  if (need === undefined || rest % need !== 0)
    return given.map((dim) => (dim === -1 ? `${productOfDims(left)}/${productOfDims(unmatched)}` : dim));
  return given.map((dim) => (dim === -1 ? productOfDims([...names, rest / need]) : dim));
}

defineOperator('Transpose', (context) => {
  const { type, shape } = context.input(0);
  const order = intsAttribute(context.attributes, 'perm') ?? shape.map((_, i) => shape.length - 1 - i);
  if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== shape.length) {
    throw graphError(context.where, `[${order.join(', ')}] is not an order of ${shape.length} dimensions`);
  }
  return [{ type, shape: order.map((axis) => shape[axis] as Dim) }];
});

defineOperator('Expand', (context) => {
  const x = context.input(0);
  const target = constantInput(context, 1);
  const rank = target?.length ?? context.input(1).shape[0];
  if (typeof rank !== 'number') throw graphError(context.where, 'the number of dimensions to expand to is not known');
  const shape = target ?? Array.from({ length: rank }, () => context.freshDim());
  return [{ type: x.type, shape: target === undefined ? shape : broadcastShapes(x.shape, shape, context.where) }];
});

defineOperator('Unsqueeze', (context) => {
  const { type, shape } = context.input(0);
  const axes = requireConstantInput(context, 1, 'the axes');
  const rank = shape.length + axes.length;
  const added = new Set(normaliseAxes(axes, rank, context.where));
  const rest = [...shape];
  return [{ type, shape: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.shift() as Dim))) }];
});

defineOperator('Squeeze', (context) => {
  const { type, shape } = context.input(0);
  const axes = new Set(normaliseAxes(requireConstantInput(context, 1, 'the axes'), shape.length, context.where));
  const wrong = [...axes].find((axis) => shape[axis] !== 1);
  if (wrong !== undefined)
    throw graphError(context.where, `dimension ${wrong} is ${shape[wrong]}, only 1 can be dropped`);
  return [{ type, shape: shape.filter((_, i) => !axes.has(i)) }];
});

/** The sizes of `x` at run time, an int64 vector. */
export function shapeOf(x: Value): Value {
  return emit('Shape', [x]);
}

/** The size of one dimension at run time, an int64 vector of one. */
export function sizeAlong(x: Value, axis: number): Value {
  const at = normaliseAxis(axis, x.shape.length, `Shape(${x.name})`);
  const dim = x.shape[at] as Dim;
  if (typeof dim === 'number') return int64s(x.graph, [dim]);
  return emit('Shape', [x], { start: { kind: 'int', value: at }, end: { kind: 'int', value: at + 1 } });
}

/**
 * The same values in another shape. One size may be -1, and a named dimension of `x` may be named again (once, or at
 * its own place).
 */
export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const open = shape.filter((dim, i) => dim === -1 || (typeof dim === 'string' && x.shape[i] !== dim));
  if (open.length > 1) {
    throw graphError(
      `Reshape(${x.name} ${formatShape(x.shape)})`,
      `${formatShape(shape)} has more than one size to work out`,
    );
  }
  // 0 copies the size at the same place of the input, which names do without arithmetic at run time.
  const target = shape.map((dim, i) => (typeof dim === 'number' ? dim : x.shape[i] === dim ? 0 : -1));
  const declared = shape.includes(-1) ? undefined : shape;
  if (declared !== undefined) resolveRemainder(x.shape, declared, `Reshape(${x.name})`);
  return emit('Reshape', [x, int64s(x.graph, target)], {}, declared);
}

/** Reshapes `x` to the shape `like` has at run time; the two hold equally many values. */
export function reshapeLike(x: Value, like: Value): Value {
  const open = like.shape.filter((dim, i) => typeof dim === 'string' && x.shape[i] !== dim).length;
  return open <= 1 ? reshape(x, like.shape) : emit('Reshape', [x, shapeOf(like)], {}, like.shape);
}

/** The dimensions of `x` in the order given; reversed when none is. */
export function transpose(x: Value, order?: readonly number[]): Value {
  const perm = order ?? x.shape.map((_, i) => x.shape.length - 1 - i);
  return perm.every((axis, i) => axis === i) ? x : emit('Transpose', [x], { perm: ints(perm) });
}

/** `x` with its last two dimensions exchanged: each matrix of a batch transposed. */
export function swapLastTwo(x: Value): Value {
  const axes = x.shape.map((_, i) => i);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

/** `x` broadcast to `shape`; names in it must be dimensions of x, or of `like`, whose run-time shape is then used. */
export function expand(x: Value, shape: Shape, like?: Value): Value {
  if (sameShape(x.shape, shape)) return x;
  if (!broadcastsTo(x.shape, shape))
    throw graphError(`Expand(${x.name} ${formatShape(x.shape)})`, `it does not broadcast to ${formatShape(shape)}`);
  return emit('Expand', [x, expandTarget(x.graph, x, shape, like)], {}, shape);
}

function expandTarget(graph: Graph, x: Value, shape: Shape, like: Value | undefined): Value {
  if (like !== undefined && !isStatic(shape)) return shapeOf(like);
  const lead = shape.length - x.shape.length;
  const target = shape.map((dim, i) => (typeof dim === 'number' ? dim : x.shape[i - lead] === dim ? 1 : undefined));
  const missing = target.indexOf(undefined);
  if (missing >= 0)
    throw graphError(
      `Expand(${x.name})`,
      `the size of ${shape[missing]} is not known from ${x.name}`,
      'Pass a value of that shape as `like`.',
    );
  return int64s(graph, target as number[]);
}

/** Adds dimensions of size 1 at `axes`, counted in the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  return axes.length === 0
    ? x
    : emit('Unsqueeze', [
        x,
        int64s(x.graph, normaliseAxes(axes, x.shape.length + axes.length, `Unsqueeze(${x.name})`)),
      ]);
}

/** Drops dimensions of size 1. */
export function squeeze(x: Value, axes: readonly number[]): Value {
  return axes.length === 0
    ? x
    : emit('Squeeze', [x, int64s(x.graph, normaliseAxes(axes, x.shape.length, `Squeeze(${x.name})`))]);
}

/** `x` with its dimensions renamed or fixed: a promise about run-time sizes, for sizes inference cannot see are equal. */
export function declareShape(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : emit('Identity', [x], {}, shape);
}
