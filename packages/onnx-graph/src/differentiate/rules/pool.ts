import { graphError } from '../../graph/graph-error';
import { intsAttribute, numberAttribute } from '../../graph/node';
import { formatShape, isStatic, sizeOf, type Dim, type Shape } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { mul } from '../../ops/arithmetic';
import { convTransposeWith } from '../../ops/convolution';
import { geometryOfNode, remainders, type Geometry } from '../../ops/convolution-geometry';
import { filled, zerosLike } from '../../ops/generate';
import { reshape, reshapeLike } from '../../ops/reshape';
import { scatterElements } from '../../ops/scatter';
import { materialise } from '../broadcast';
import { defineGradient } from '../rule';

/** Each output's gradient, shared over its window: a transposed convolution of every channel with a kernel of ones. */
defineGradient('AveragePool', ({ node, inputs, output, gradient }) => {
  const x = inputs[0] as Value;
  const where = `${node.op} ${node.name}`;
  const kernel = intsAttribute(node.attributes, 'kernel_shape') ?? [];
  const [, channels, ...sizes] = x.shape as [Dim, Dim, ...Dim[]];
  if (typeof channels !== 'number')
    throw graphError(where, `the gradient needs a fixed number of channels, they are ${channels}`);
  const geometry = { ...geometryOfNode(node.attributes, kernel.length, where), groups: channels };
  const counted = numberAttribute(node.attributes, 'count_include_pad', 0) === 1;
  const g = materialise(gradient, output);
  const shares = counted ? mul(g, 1 / sizeOf(kernel)) : mul(g, sharesOf(g, sizes, kernel, geometry, where));
  const ones = filled(g.graph, 1, [channels, 1, ...kernel], g.type);
  return [convTransposeWith(shares, ones, undefined, geometry, remainders(sizes, kernel, geometry, where))];
});

/** 1 / number of elements of the input in each window, padding left out. */
function sharesOf(
  g: Value,
  sizes: Shape,
  kernel: readonly number[],
  { strides, before, after }: Geometry,
  where: string,
): Value | number {
  if ([...before, ...after].every((count) => count === 0)) return 1 / sizeOf(kernel);
  const windows: Shape = g.shape.slice(2);
  if (!isStatic(sizes) || !isStatic(windows))
    throw graphError(where, `the gradient needs fixed sizes, they are ${formatShape(sizes)}`);
  const shares = windows.reduce<readonly number[]>(
    (outer, count, axis) => {
      const inside = Array.from({ length: count }, (_, i): number => {
        const start = i * (strides[axis] as number) - (before[axis] as number);
        return Math.min(start + (kernel[axis] as number), sizes[axis] as number) - Math.max(start, 0);
      });
      return outer.flatMap((share) => inside.map((elements) => share / elements));
    },
    [1],
  );
  return g.graph.constant(shares, windows, g.type);
}

/** Each output's gradient goes where its maximum stood; overlapping windows add up, in order. */
defineGradient('MaxPool', ({ node, inputs, gradient, output }) => {
  const x = inputs[0] as Value;
  const places = reshape(node.outputs[1] as Value, [-1]);
  const flat = reshape(x, [-1]);
  const g = reshapeLike(materialise(gradient, output), places);
  return [reshapeLike(scatterElements(zerosLike(flat), places, g, 0, 'add'), x)];
});
