import { graphError } from '../graph/graph-error';
import { int, ints, intsAttribute, numberAttribute, textAttribute, type Attributes } from '../graph/node';
import { formatShape, type Dim, type Shape } from '../graph/shape';

/** One number for every spatial dimension, or one each. */
export type PerDimension = number | readonly number[];

export interface ConvolutionOptions {
  /** Steps between windows; default 1. */
  readonly stride?: PerDimension;
  /** Zeros put on both sides, or counts for each side; `same` keeps the size of the input at stride 1. Default 0. */
  readonly padding?: PerDimension | 'same' | { readonly before: readonly number[]; readonly after: readonly number[] };
  /** Distance between neighbouring elements of the kernel; default 1. */
  readonly dilation?: PerDimension;
  /** Input and output channels are cut into this many groups that do not mix; default 1. */
  readonly groups?: number;
}

/** How a window moves, one number a spatial dimension. */
export interface Geometry {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly groups: number;
}

/** One spatial dimension of a geometry. */
interface Along {
  readonly stride: number;
  readonly dilation: number;
  /** Zeros on both sides together. */
  readonly padding: number;
}

/** The options with every default filled in, checked. @throws HeadwaterError GRAPH_INVALID */
export function geometryOf(options: ConvolutionOptions, kernel: Shape, where: string): Geometry {
  const rank = kernel.length;
  const strides = perDimension(options.stride ?? 1, rank, 1, 'stride', where);
  const dilations = perDimension(options.dilation ?? 1, rank, 1, 'dilation', where);
  const { padding = 0, groups = 1 } = options;
  if (!Number.isInteger(groups) || groups < 1)
    throw graphError(where, `groups is ${groups}; it must be a whole number from 1`);
  if (padding === 'same') {
    const total = kernel.map((size, i) => (Number(size) - 1) * (dilations[i] as number));
    const before = total.map((count) => Math.floor(count / 2));
    return { strides, dilations, before, after: total.map((count, i) => count - (before[i] as number)), groups };
  }
  const [before, after] =
    typeof padding === 'object' && 'before' in padding ? [padding.before, padding.after] : [padding, padding];
  return {
    strides,
    dilations,
    before: perDimension(before, rank, 0, 'padding', where),
    after: perDimension(after, rank, 0, 'padding', where),
    groups,
  };
}

/** @throws HeadwaterError GRAPH_INVALID unless there is a whole number from `least` for each of `rank` dimensions */
export function perDimension(
  given: PerDimension,
  rank: number,
  least: number,
  what: string,
  where: string,
): readonly number[] {
  const numbers = typeof given === 'number' ? Array<number>(rank).fill(given) : given;
  if (numbers.length !== rank || numbers.some((number) => !Number.isInteger(number) || number < least)) {
    throw graphError(
      where,
      `${what} is ${numbers.join(' by ')}; needed is a whole number from ${least} for each of ${rank} dimensions`,
    );
  }
  return numbers;
}

export function geometryAttributes({ strides, dilations, before, after }: Geometry): Attributes {
  return { strides: ints(strides), dilations: ints(dilations), pads: ints([...before, ...after]) };
}

export function groupAttribute({ groups }: Geometry): Attributes {
  return { group: int(groups) };
}

/** The geometry a node has, with ONNX's defaults for attributes a file leaves out. */
export function geometryOfNode(attributes: Attributes, rank: number, where: string): Geometry {
  const mode = textAttribute(attributes, 'auto_pad', 'NOTSET');
  if (mode !== 'NOTSET' && mode !== 'VALID') {
    throw graphError(where, `auto_pad ${mode} is not supported`, 'Write the model with explicit pads.');
  }
  const pads = intsAttribute(attributes, 'pads') ?? Array<number>(2 * rank).fill(0);
  const options = {
    stride: intsAttribute(attributes, 'strides') ?? 1,
    dilation: intsAttribute(attributes, 'dilations') ?? 1,
    padding: { before: pads.slice(0, rank), after: pads.slice(rank) },
    groups: numberAttribute(attributes, 'group', 1),
  };
  return geometryOf(options, Array<number>(rank).fill(1), where);
}

function along(geometry: Geometry, axis: number): Along {
  return {
    stride: geometry.strides[axis] as number,
    dilation: geometry.dilations[axis] as number,
    padding: (geometry.before[axis] as number) + (geometry.after[axis] as number),
  };
}

/**
 * Sizes after a convolution: floor((size + padding - dilation·(kernel - 1) - 1) / stride) + 1. A named size stays where
 * padding makes up for the kernel; undefined for one known only at run time.
 * @throws HeadwaterError GRAPH_INVALID where the kernel does not fit in
 */
export function convolvedSizes(sizes: Shape, kernel: Shape, geometry: Geometry, where: string): (Dim | undefined)[] {
  return sizes.map((size, axis) => {
    const { stride, dilation, padding } = along(geometry, axis);
    const width = kernel[axis] as Dim;
    if (typeof size === 'number' && typeof width === 'number') {
      const room = size + padding - dilation * (width - 1) - 1;
      if (room < 0 || width < 1) {
        throw graphError(
          where,
          `a kernel of ${formatShape(kernel)} does not fit into ${formatShape(sizes)} with padding ${padding} and dilation ${dilation} (dimension ${axis})`,
        );
      }
      return Math.floor(room / stride) + 1;
    }
    if (typeof width === 'number') return stride === 1 && dilation * (width - 1) === padding ? size : undefined;
    return size === width && dilation === 1 ? Math.floor(padding / stride) + 1 : undefined;
  });
}

/** Sizes after a transposed convolution: stride·(size - 1) + dilation·(kernel - 1) + 1 + extra - padding. */
export function transposedSizes(
  sizes: Shape,
  kernel: Shape,
  geometry: Geometry,
  extra: readonly number[],
): (Dim | undefined)[] {
  return sizes.map((size, axis) => {
    const { stride, dilation, padding } = along(geometry, axis);
    const width = kernel[axis] as Dim;
    const more = extra[axis] as number;
    if (typeof size === 'number' && typeof width === 'number')
      return stride * (size - 1) + dilation * (width - 1) + 1 + more - padding;
    if (typeof size === 'string')
      return typeof width === 'number' && stride === 1 && dilation * (width - 1) + more === padding ? size : undefined;
    return dilation === 1 && stride * (size - 1) + more === padding ? width : undefined;
  });
}

/**
 * What a convolution's last stride leaves over at the end of each dimension: the output padding with which its transpose
 * gives back the size it started from.
 * @throws HeadwaterError GRAPH_INVALID for a named size with a stride
 */
export function remainders(sizes: Shape, kernel: Shape, geometry: Geometry, where: string): number[] {
  return sizes.map((size, axis) => {
    const { stride, dilation, padding } = along(geometry, axis);
    const width = kernel[axis] as Dim;
    if (stride === 1) return 0;
    if (typeof size === 'number' && typeof width === 'number')
      return (size + padding - dilation * (width - 1) - 1) % stride;
    if (size === width && dilation === 1) return padding % stride;
    throw graphError(
      where,
      `the gradient needs a fixed size, dimension ${axis} of ${formatShape(sizes)} has stride ${stride}`,
    );
  });
}
