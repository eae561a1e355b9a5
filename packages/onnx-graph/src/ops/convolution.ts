import { graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { ints, intsAttribute } from '../graph/node';
import { defineOperator, type NodeContext } from '../graph/operator';
import { formatShape, productOfDims, sameShape, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import {
  convolvedSizes,
  geometryAttributes,
  geometryOf,
  geometryOfNode,
  groupAttribute,
  perDimension,
  transposedSizes,
  type ConvolutionOptions,
  type Geometry,
  type PerDimension,
} from './convolution-geometry';
import { requireType, sameTypes } from './inference';
import { emit } from './operand';

interface Operands {
  readonly x: Value;
  readonly weights: Value;
  readonly bias: Value | undefined;
  readonly geometry: Geometry;
}

function operands(context: NodeContext): Operands {
  const [x, weights, bias] = [context.input(0), context.input(1), context.inputs[2]];
  requireType(context, x, 'float');
  sameTypes(context, bias === undefined ? [x, weights] : [x, weights, bias]);
  if (x.shape.length < 3 || weights.shape.length !== x.shape.length) {
    throw graphError(
      context.where,
      `${x.name} ${formatShape(x.shape)} and ${weights.name} ${formatShape(weights.shape)} are not [batch, channels, spatial ..] and [channels, channels, kernel ..]`,
      'Both have 3 dimensions for a convolution over sequences, 4 over images.',
    );
  }
  return { x, weights, bias, geometry: geometryOfNode(context.attributes, x.shape.length - 2, context.where) };
}

function requireBias(context: NodeContext, bias: Value | undefined, channels: Dim): void {
  if (bias !== undefined && !sameShape(bias.shape, [channels]))
    throw graphError(context.where, `${bias.name} is ${formatShape(bias.shape)}; needed is [${channels}]`);
}

defineOperator('Conv', (context) => {
  const { x, weights, bias, geometry } = operands(context);
  const { groups } = geometry;
  const [channels, perGroup, outputs] = [x.shape[1] as Dim, weights.shape[1] as Dim, weights.shape[0] as Dim];
  if (productOfDims([perGroup, groups]) !== channels) {
    throw graphError(
      context.where,
      `${weights.name} takes ${perGroup} channels in each of ${groups} groups, ${x.name} has ${channels}`,
    );
  }
  if (typeof outputs === 'number' && outputs % groups !== 0)
    throw graphError(context.where, `${outputs} output channels do not make ${groups} groups`);
  requireBias(context, bias, outputs);
  const sizes = convolvedSizes(x.shape.slice(2), weights.shape.slice(2), geometry, context.where);
  return [{ type: x.type, shape: [x.shape[0] as Dim, outputs, ...sizes.map((size) => size ?? context.freshDim())] }];
});

defineOperator('ConvTranspose', (context) => {
  const { x, weights, bias, geometry } = operands(context);
  if (weights.shape[0] !== x.shape[1]) {
    throw graphError(
      context.where,
      `${weights.name} takes ${weights.shape[0]} channels, ${x.name} has ${x.shape[1]}`,
      'The weights of a transposed convolution are [input channels, output channels / groups, kernel ..].',
    );
  }
  const { groups, strides } = geometry;
  if (typeof x.shape[1] === 'number' && x.shape[1] % groups !== 0)
    throw graphError(context.where, `${x.shape[1]} input channels do not make ${groups} groups`);
  const outputs = productOfDims([weights.shape[1] as Dim, groups]);
  requireBias(context, bias, outputs);
  if (intsAttribute(context.attributes, 'output_shape') !== undefined)
    throw graphError(context.where, 'output_shape is not supported', 'Write the model with explicit pads.');
  const given = intsAttribute(context.attributes, 'output_padding') ?? 0;
  const extra = perDimension(given, strides.length, 0, 'output padding', context.where);
  if (extra.some((count, i) => count >= (strides[i] as number))) {
    throw graphError(
      context.where,
      `output padding ${extra.join(' by ')} must be smaller than the stride ${strides.join(' by ')}`,
    );
  }
  const sizes = transposedSizes(x.shape.slice(2), weights.shape.slice(2), geometry, extra);
  const gone = sizes.find((size) => typeof size === 'number' && size < 1);
  if (gone !== undefined) throw graphError(context.where, `padding leaves a size of ${gone}`);
  return [{ type: x.type, shape: [x.shape[0] as Dim, outputs, ...sizes.map((size) => size ?? context.freshDim())] }];
});

/**
 * Convolution (cross-correlation, as in every deep-learning library) of `x` [batch, channels, ..] with `weights`
 * [outputs, channels / groups, kernel ..] and `bias` [outputs], over one spatial dimension or more: [batch, outputs, ..].
 * ONNX Runtime computes it in float32 only. The batch may be a named dimension; so may a spatial one where stride is 1
 * and the padding is `same`.
 * @throws HeadwaterError GRAPH_INVALID for channels, groups or sizes that do not fit
 */
export function conv(x: Value, weights: Value, bias?: Value, options: ConvolutionOptions = {}): Value {
  const geometry = geometryOf(options, weights.shape.slice(2), whereOf('Conv', x, weights));
  return convWith(x, weights, bias, geometry);
}

/** conv() of a geometry worked out before. */
export function convWith(x: Value, weights: Value, bias: Value | undefined, geometry: Geometry): Value {
  const inputs = bias === undefined ? [x, weights] : [x, weights, bias];
  return emit('Conv', inputs, { ...geometryAttributes(geometry), ...groupAttribute(geometry) });
}

export interface TransposedConvolutionOptions extends ConvolutionOptions {
  /** Elements added at the end of each dimension, fewer than its stride; default 0. */
  readonly outputPadding?: PerDimension;
}

/**
 * Transposed convolution of `x` [batch, channels, ..] with `weights` [channels, outputs / groups, kernel ..] and `bias`
 * [outputs]: the gradient of conv() in its input, used to make maps larger (Zeiler et al. 2010). Sizes become
 * stride·(size - 1) + dilation·(kernel - 1) + 1 + outputPadding - padding.
 * @throws HeadwaterError GRAPH_INVALID for channels, groups or sizes that do not fit
 */
export function convTranspose(
  x: Value,
  weights: Value,
  bias?: Value,
  options: TransposedConvolutionOptions = {},
): Value {
  const where = whereOf('ConvTranspose', x, weights);
  const kernel = weights.shape.slice(2);
  const extra = perDimension(options.outputPadding ?? 0, kernel.length, 0, 'output padding', where);
  return convTransposeWith(x, weights, bias, geometryOf(options, kernel, where), extra);
}

/** convTranspose() of a geometry worked out before. */
export function convTransposeWith(
  x: Value,
  weights: Value,
  bias: Value | undefined,
  geometry: Geometry,
  outputPadding: readonly number[],
): Value {
  const inputs = bias === undefined ? [x, weights] : [x, weights, bias];
  const outputs = graphOf(...inputs).add('ConvTranspose', inputs, {
    ...geometryAttributes(geometry),
    ...groupAttribute(geometry),
    output_padding: ints(outputPadding),
  });
  return outputs[0] as Value;
}

function whereOf(op: string, x: Value, weights: Value): string {
  return `${op}(${x.name} ${formatShape(x.shape)}, ${weights.name} ${formatShape(weights.shape)})`;
}
