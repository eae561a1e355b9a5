import { graphError } from '../../graph/graph-error';
import type { GraphNode } from '../../graph/node';
import { intsAttribute, numberAttribute } from '../../graph/node';
import { normaliseAxis, type Dim } from '../../graph/shape';
import { numbersOf } from '../../graph/tensor-data';
import type { Value } from '../../graph/value';
import { add, mul, sub } from '../../ops/arithmetic';
import { gather } from '../../ops/gather';
import { zerosLike } from '../../ops/generate';
import { concat, split } from '../../ops/join';
import { cast } from '../../ops/logic';
import { emit, int64s } from '../../ops/operand';
import { expand, reshapeLike, shapeOf, sizeAlong, squeeze, transpose, unsqueeze } from '../../ops/reshape';
import { scatterElements } from '../../ops/scatter';
import { constantRanges, pad, slice, type SliceRange } from '../../ops/slice';
import { materialise, sumTo } from '../broadcast';
import { defineGradient } from '../rule';

defineGradient('Reshape', ({ inputs, output, gradient }) => {
  if (gradient.shape.length === 0) return [gradient];
  return [reshapeLike(materialise(gradient, output), inputs[0] as Value)];
});
defineGradient('Transpose', ({ node, output, gradient }) => {
  const order = intsAttribute(node.attributes, 'perm') ?? output.shape.map((_, i) => output.shape.length - 1 - i);
  const back = order.map((_, i) => order.indexOf(i));
  return [gradient.shape.length === 0 ? gradient : transpose(materialise(gradient, output), back)];
});
defineGradient('Expand', ({ inputs, output, gradient }) => [sumTo(gradient, output, inputs[0] as Value)]);
defineGradient('Unsqueeze', ({ node, output, gradient }) => {
  const full = gradient.shape.length === output.shape.length ? gradient : materialise(gradient, output);
  return [gradient.shape.length === 0 ? gradient : squeeze(full, fixedNumbers(node, 1))];
});
defineGradient('Squeeze', ({ node, output, gradient }) => {
  const full = gradient.shape.length === output.shape.length ? gradient : materialise(gradient, output);
  return [gradient.shape.length === 0 ? gradient : unsqueeze(full, fixedNumbers(node, 1))];
});

defineGradient('Concat', ({ node, inputs, output, gradient }) => {
  const axis = numberAttribute(node.attributes, 'axis', 0);
  const g = materialise(gradient, output);
  const sizes = inputs.map((part) => part.shape[axis] as Dim);
  if (sizes.every((size) => typeof size === 'number')) return split(g, sizes, axis);
  const measured = concat(
    inputs.map((part) => sizeAlong(part, axis)),
    0,
  );
  return g.graph.add(
    'Split',
    [g, measured],
    { axis: { kind: 'int', value: axis } },
    inputs.map((part) => part.shape),
  );
});
defineGradient('Split', ({ node, gradients }) => {
  const parts = node.outputs.map((output, i) => {
    const gradient = gradients[i];
    return gradient === undefined ? zerosLike(output) : materialise(gradient, output);
  });
  return [concat(parts, numberAttribute(node.attributes, 'axis', 0))];
});

defineGradient('Slice', ({ node, inputs, output, gradient }) => {
  const x = inputs[0] as Value;
  const [, starts, ends, axes, steps] = node.inputs as [Value, Value, Value, Value | undefined, Value | undefined];
  const g = materialise(gradient, output);
  const given = axes === undefined ? fixedNumbers(node, 1).map((_, i) => i) : fixedNumbers(node, 3);
  const on = int64s(x.graph, given);
  const ranges = constantRanges(starts, ends, on, steps);
  const stepped = (steps?.constant === undefined ? [] : numbersOf(steps.constant)).some((step) => step !== 1);
  if (stepped) return [spreadSteps(node, x, g, ranges)];
  const axesOf = given.map((axis) => normaliseAxis(axis, x.shape.length, node.name));
  const fixed = ranges !== undefined && axesOf.every((axis) => typeof x.shape[axis] === 'number');
  if (fixed) {
    const before = x.shape.map(() => 0);
    axesOf.forEach((axis, i) => (before[axis] = beginning(ranges[i] as Required<SliceRange>, x.shape[axis] as number)));
    const after = x.shape.map((dim, axis) =>
      axesOf.includes(axis) ? (dim as number) - (before[axis] as number) - (g.shape[axis] as number) : 0,
    );
    return [pad(g, before, after)];
  }
  // Padding by what was cut off, measured at run time.
  const sizes = (of: Value): Value => gather(shapeOf(of), int64s(x.graph, axesOf));
  const lead = beginnings(starts, sizes(x));
  const pads = concat([lead, sub(sub(sizes(x), lead), sizes(g))], 0);
  return [emit('Pad', [g, pads, x.graph.constant(0, [], x.type), int64s(x.graph, axesOf)], {}, x.shape)];
});

/** The numbers of an input that operators take as constants only. */
function fixedNumbers(node: GraphNode, index: number): number[] {
  const constant = node.inputs[index]?.constant;
  if (constant === undefined)
    throw graphError(`${node.op} ${node.name}`, `its gradient needs input ${index} to be constant`);
  return numbersOf(constant);
}

function beginning({ start }: Required<SliceRange>, size: number): number {
  return Math.min(Math.max(start < 0 ? start + size : start, 0), size);
}

/** Where slices begin: constants that count from the end are turned round, computed ones count from the start. */
function beginnings(starts: Value, sizes: Value): Value {
  if (starts.constant === undefined) return cast(starts, 'int64');
  const numbers = numbersOf(starts.constant);
  const offsets = int64s(sizes.graph, numbers);
  return numbers.every((start) => start >= 0)
    ? offsets
    : add(
        offsets,
        mul(
          sizes,
          int64s(
            sizes.graph,
            numbers.map((start) => (start < 0 ? 1 : 0)),
          ),
        ),
      );
}

/** A slice with steps takes single elements of one axis: they are written back where they came from. */
function spreadSteps(node: GraphNode, x: Value, g: Value, ranges: readonly Required<SliceRange>[] | undefined): Value {
  const [range, ...others] = ranges ?? [];
  const axis = range === undefined ? 0 : normaliseAxis(range.axis, x.shape.length, node.name);
  const [size, length] = [x.shape[axis], g.shape[axis]];
  if (range === undefined || others.length > 0 || typeof size !== 'number' || typeof length !== 'number') {
    throw graphError(
      node.name,
      'the gradient of a slice with steps needs one axis of fixed size',
      'Slice one axis at a time.',
    );
  }
  const first =
    range.step > 0 ? beginning(range, size) : Math.min(range.start < 0 ? range.start + size : range.start, size - 1);
  const positions = Array.from({ length }, (_, i) => first + i * range.step);
  const rest = x.shape.flatMap((_, i) => (i === axis ? [] : [i]));
  const indices = expand(unsqueeze(int64s(x.graph, positions), rest), g.shape, g);
  return scatterElements(zerosLike(x), indices, g, axis);
}

defineGradient('Pad', ({ node, inputs, output, gradient }) => {
  const x = inputs[0] as Value;
  const [, pads, , axes] = node.inputs;
  const g = materialise(gradient, output);
  const on = axes?.constant === undefined ? x.shape.map((_, i) => i) : numbersOf(axes.constant);
  if (pads?.constant !== undefined && on.every((axis) => typeof x.shape[axis] === 'number')) {
    const before = numbersOf(pads.constant);
    return [
      slice(
        g,
        ...on.map((axis, i) => ({ axis, start: before[i] ?? 0, end: (before[i] ?? 0) + (x.shape[axis] as number) })),
      ),
    ];
  }
  const lead = slice(pads as Value, { axis: 0, start: 0, end: on.length });
  const ends = add(lead, gather(shapeOf(x), int64s(x.graph, on)));
  return [emit('Slice', [g, lead, ends, int64s(x.graph, on)], {}, x.shape)];
});
