import { graphError } from '../../graph/graph-error';
import { formatShape, productOfDims, type Dim } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { convTransposeWith, convWith } from '../../ops/convolution';
import { geometryOfNode, remainders, type Geometry } from '../../ops/convolution-geometry';
import { reduceSum } from '../../ops/reduce';
import { reshape, transpose } from '../../ops/reshape';
import { slice } from '../../ops/slice';
import { materialise } from '../broadcast';
import { defineGradient } from '../rule';

/**
 * Convolution and its transpose are each other's gradient in the input; both gradients in the weights are a convolution
 * of the input with the output's gradient, so every derivative is made of these two operators again.
 */
defineGradient('Conv', ({ node, inputs, output, gradient, needed }) => {
  const [x, weights] = inputs as [Value, Value];
  const where = `${node.op} ${node.name}`;
  const geometry = geometryOfNode(node.attributes, x.shape.length - 2, where);
  const kernel = weights.shape.slice(2);
  const g = materialise(gradient, output);
  return [
    needed[0]
      ? convTransposeWith(g, weights, undefined, geometry, remainders(x.shape.slice(2), kernel, geometry, where))
      : undefined,
    needed[1] ? ofWeights(x, g, weights, geometry, where) : undefined,
    needed[2] === true ? overChannels(g) : undefined,
  ];
});

defineGradient('ConvTranspose', ({ node, inputs, output, gradient, needed }) => {
  const [x, weights] = inputs as [Value, Value];
  const where = `${node.op} ${node.name}`;
  const geometry = geometryOfNode(node.attributes, x.shape.length - 2, where);
  const g = materialise(gradient, output);
  return [
    needed[0] ? convWith(g, weights, undefined, geometry) : undefined,
    needed[1] ? ofWeights(g, x, weights, geometry, where) : undefined,
    needed[2] === true ? overChannels(g) : undefined,
  ];
});

/** Sum of [batch, channels, ..] over all but the channels. */
function overChannels(g: Value): Value {
  return reduceSum(
    g,
    g.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis])),
  );
}

/**
 * Σ over batch and places of wide[.., place·stride + tap·dilation] · narrow[.., place], for each tap of the kernel:
 * a convolution with `narrow` as its kernel, the batch as its channels, and stride and dilation exchanged. `wide` is
 * [batch, channels, ..], `narrow` [batch, outputs, ..]; the result is like `weights` [outputs, channels / groups, kernel ..].
 */
function ofWeights(wide: Value, narrow: Value, weights: Value, geometry: Geometry, where: string): Value {
  const [, perGroup, ...kernel] = weights.shape as [Dim, Dim, ...Dim[]];
  const exchanged = { ...geometry, strides: geometry.dilations, dilations: geometry.strides };
  const input = batchAsChannels(wide, geometry.groups, perGroup);
  const product = convWith(input, swapFirst(narrow), undefined, exchanged);
  // Elements a stride leaves over at the end would make more taps than the kernel has.
  const surplus = kernel.flatMap((size, i) => {
    if (product.shape[i + 2] === size) return [];
    if (typeof size === 'number') return [{ axis: i + 2, end: size }];
    throw graphError(where, `the gradient needs a kernel of fixed size, it is ${formatShape(kernel)}`);
  });
  return swapFirst(surplus.length === 0 ? product : slice(product, ...surplus));
}

/** [batch, channels, ..] as [channels / groups, groups·batch, ..]: each group's batch side by side. */
function batchAsChannels(x: Value, groups: number, perGroup: Dim): Value {
  if (groups === 1) return swapFirst(x);
  const [batch, , ...sizes] = x.shape as [Dim, Dim, ...Dim[]];
  const cut = reshape(x, [batch, groups, perGroup, ...sizes]);
  const turned = transpose(cut, [2, 1, 0, ...sizes.map((_, i) => i + 3)]);
  return reshape(turned, [perGroup, productOfDims([groups, batch]), ...sizes]);
}

function swapFirst(x: Value): Value {
  return transpose(x, [1, 0, ...x.shape.slice(2).map((_, i) => i + 2)]);
}
