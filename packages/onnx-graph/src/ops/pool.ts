import { graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { int, ints, numberAttribute, intsAttribute } from '../graph/node';
import { defineOperator, type NodeContext } from '../graph/operator';
import { formatShape, type Dim, type Shape } from '../graph/shape';
import type { Value } from '../graph/value';
import {
  convolvedSizes,
  geometryAttributes,
  geometryOf,
  geometryOfNode,
  perDimension,
  type ConvolutionOptions,
  type Geometry,
  type PerDimension,
} from './convolution-geometry';
import { requireType } from './inference';

function pooledShape(context: NodeContext): Shape {
  const x = context.input(0);
  requireType(context, x, 'float');
  const kernel = intsAttribute(context.attributes, 'kernel_shape');
  if (kernel === undefined || x.shape.length !== kernel.length + 2) {
    throw graphError(
      context.where,
      `a window of ${kernel?.length ?? 0} dimensions does not fit ${formatShape(x.shape)}`,
      'The input is [batch, channels, spatial ..].',
    );
  }
  if (numberAttribute(context.attributes, 'ceil_mode', 0) !== 0)
    throw graphError(context.where, 'ceil_mode is not supported');
  const geometry = geometryOfNode(context.attributes, kernel.length, context.where);
  const sizes = convolvedSizes(x.shape.slice(2), kernel, geometry, context.where);
  const outside = kernel.findIndex((size, i) => Math.max(geometry.before[i] ?? 0, geometry.after[i] ?? 0) >= size);
  if (outside >= 0)
    throw graphError(context.where, `padding makes windows that hold no element (dimension ${outside})`);
  return [...x.shape.slice(0, 2), ...sizes.map((size): Dim => size ?? context.freshDim())];
}

defineOperator('AveragePool', (context) => [{ type: context.input(0).type, shape: pooledShape(context) }]);
defineOperator('MaxPool', (context) => {
  if (numberAttribute(context.attributes, 'storage_order', 0) !== 0)
    throw graphError(context.where, 'storage_order 1 is not supported');
  const shape = pooledShape(context);
  return [
    { type: context.input(0).type, shape },
    // Where each maximum stands in the flattened input.
    { type: 'int64', shape },
  ];
});

export interface PoolOptions extends Pick<ConvolutionOptions, 'padding'> {
  /** Steps between windows; default: the window, so that they tile the input. */
  readonly stride?: PerDimension;
}

interface Window {
  readonly kernel: readonly number[];
  readonly geometry: Geometry;
}

function windowOf(op: string, x: Value, window: PerDimension, options: PoolOptions & ConvolutionOptions): Window {
  const where = `${op}(${x.name} ${formatShape(x.shape)})`;
  const kernel = perDimension(window, Math.max(1, x.shape.length - 2), 1, 'the window', where);
  return { kernel, geometry: geometryOf({ ...options, stride: options.stride ?? kernel }, kernel, where) };
}

export interface AveragePoolOptions extends PoolOptions {
  /** Whether padding counts as zeros in the mean (PyTorch's default, and this one's), or is left out of it. */
  readonly countPadding?: boolean;
}

/**
 * Mean over windows of `x` [batch, channels, ..]. ONNX Runtime computes it in float32 only.
 * @throws HeadwaterError GRAPH_INVALID for a window that does not fit
 */
export function averagePool(x: Value, window: PerDimension, options: AveragePoolOptions = {}): Value {
  const { kernel, geometry } = windowOf('AveragePool', x, window, options);
  const { strides, pads } = geometryAttributes(geometry);
  const counted = options.countPadding ?? true;
  const outputs = graphOf(x).add('AveragePool', [x], {
    kernel_shape: ints(kernel),
    ...(strides === undefined ? {} : { strides }),
    ...(pads === undefined ? {} : { pads }),
    ...(counted ? { count_include_pad: int(1) } : {}),
  });
  return outputs[0] as Value;
}

export interface MaxPoolOptions extends PoolOptions {
  /** Distance between neighbouring elements of a window; default 1. */
  readonly dilation?: PerDimension;
}

/**
 * Maximum over windows of `x` [batch, channels, ..]; a gradient goes to the first of equals.
 * @throws HeadwaterError GRAPH_INVALID for a window that does not fit
 */
export function maxPool(x: Value, window: PerDimension, options: MaxPoolOptions = {}): Value {
  const { kernel, geometry } = windowOf('MaxPool', x, window, options);
  const outputs = graphOf(x).add('MaxPool', [x], { kernel_shape: ints(kernel), ...geometryAttributes(geometry) });
  return outputs[0] as Value;
}
