import { Tensor } from 'onnxruntime-node';
import { HeadwaterError } from '@headwater/contracts';
import { elementTypeOf, holds, type ElementType, type TypedArray } from '../graph/element-type';
import { formatShape, sizeOf, type Shape } from '../graph/shape';
import type { TensorData } from '../graph/tensor-data';

/** What an input takes: an array, its shape worked out where at most one dimension is open, or an array with its shape. */
export type Feed = TypedArray | { readonly data: TypedArray; readonly shape: readonly number[] };

/** What is known of a named input or output. */
export interface TensorSpec {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

function feedError(spec: TensorSpec, message: string): HeadwaterError {
  const where = `input ${spec.name}`;
  return new HeadwaterError('GRAPH_INVALID', `${where}: ${message}`, {
    where,
    hint: `It takes ${spec.type} ${formatShape(spec.shape)}.`,
  });
}

/**
 * A feed as a runtime tensor, checked against its input; `sizes` collects what named dimensions turned out to be, and
 * two inputs that disagree about one are refused.
 */
export function feedTensor(spec: TensorSpec, feed: Feed | undefined, sizes: Map<string, number>): Tensor {
  if (feed === undefined) throw feedError(spec, 'it is missing');
  const data = 'data' in feed ? feed.data : feed;
  if (!holds(spec.type, data)) throw feedError(spec, `it was given a ${data.constructor.name}`);
  const shape = 'data' in feed ? feed.shape : openShape(spec, data.length, sizes);
  if (sizeOf(shape) !== data.length)
    throw feedError(spec, `shape ${formatShape(shape)} does not hold ${data.length} values`);
  if (shape.length !== spec.shape.length) throw feedError(spec, `it was given shape ${formatShape(shape)}`);
  spec.shape.forEach((dim, i) => {
    const size = shape[i] as number;
    const expected = typeof dim === 'number' ? dim : (sizes.get(dim) ?? size);
    if (size !== expected) throw feedError(spec, `dimension ${i} (${dim}) is ${size} where ${expected} is needed`);
    if (typeof dim === 'string') sizes.set(dim, size);
  });
  const tensor = new Tensor(spec.type, data as Float32Array, shape);
  // Where there is a Float16Array (Node 24) the tensor makes one of the bits, which the native part then cannot read.
  if (spec.type === 'float16') Object.defineProperty(tensor, 'data', { value: data });
  return tensor;
}

function openShape(spec: TensorSpec, length: number, sizes: ReadonlyMap<string, number>): number[] {
  const known = spec.shape.map((dim) => (typeof dim === 'number' ? dim : sizes.get(dim)));
  const open = known.filter((size) => size === undefined).length;
  if (open > 1) throw feedError(spec, 'more than one of its dimensions is open; pass { data, shape }');
  const rest = known.reduce<number>((product, size) => product * (size ?? 1), 1);
  if (open === 1 && (rest === 0 || length % rest !== 0))
    throw feedError(spec, `${length} values do not fill it evenly`);
  return known.map((size) => size ?? length / rest);
}

/** A result of the runtime as plain data. */
export function resultOf(tensor: Tensor): TensorData {
  const shape = [...tensor.dims];
  // Where there is a Float16Array the runtime gives one; here half precision is bits.
  if (tensor.type === 'float16') return { type: 'float16', shape, data: bitsOf(tensor.data as Uint16Array) };
  const data = tensor.data as TypedArray;
  return { type: tensor.type === 'bool' ? 'bool' : elementTypeOf(data), shape, data };
}

function bitsOf({ buffer, byteOffset, length }: Uint16Array): Uint16Array {
  return new Uint16Array(buffer, byteOffset, length);
}
