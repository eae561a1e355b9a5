import { allocate, ELEMENT_TYPES, elementTypeOf, holds, type ElementType, type TypedArray } from './element-type';
import { fromFloat16, toFloat16 } from './float16';
import { graphError } from './graph-error';
import { sizeOf } from './shape';

/** A tensor with its values: what constants, initialisers, feeds and results are. */
export interface TensorData {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: TypedArray;
}

/** A tensor whose array class and length were checked against its type and shape. */
export function tensor(type: ElementType, shape: readonly number[], data: TypedArray, where: string): TensorData {
  if (!holds(type, data)) {
    throw graphError(
      where,
      `a ${type} tensor was given a ${data.constructor.name}`,
      `Pass a ${allocate(type, 0).constructor.name}.`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw graphError(where, `shape [${shape.join(', ')}] holds ${sizeOf(shape)} values, ${data.length} were given`);
  }
  return { type, shape: [...shape], data };
}

/** Numbers as a tensor of `type`; whole numbers only for integer types. */
export function tensorOfNumbers(
  type: ElementType,
  shape: readonly number[],
  values: readonly number[],
  where: string,
): TensorData {
  if (type === 'float16') return tensor(type, shape, toFloat16(values), where);
  if (type === 'int64') return tensor(type, shape, BigInt64Array.from(values, BigInt), where);
  const data = allocate(type, values.length);
  (data as Float32Array).set(values);
  if (type.startsWith('int') && values.some((value) => !Number.isInteger(value))) {
    throw graphError(where, `${values.join(', ')} is not a list of whole numbers for a tensor of ${type}`);
  }
  return tensor(type, shape, data, where);
}

/** The values as JavaScript numbers; for small constants such as axes and shapes. */
export function numbersOf(tensorData: TensorData): number[] {
  const { type, data } = tensorData;
  return Array.from(
    type === 'float16' ? fromFloat16(data as Uint16Array) : (data as ArrayLike<number | bigint>),
    Number,
  );
}

/** The values as little-endian bytes, a view where the array allows it. */
export function rawBytes(tensorData: TensorData): Uint8Array {
  const { data } = tensorData;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Reads little-endian bytes as a tensor; the bytes are copied, so they may be unaligned. */
export function tensorOfBytes(
  type: ElementType,
  shape: readonly number[],
  bytes: Uint8Array,
  where: string,
): TensorData {
  const length = sizeOf(shape);
  if (bytes.byteLength !== length * ELEMENT_TYPES[type].bytes) {
    throw graphError(where, `${bytes.byteLength} bytes do not hold ${length} values of ${type}`);
  }
  const data = allocate(type, length);
  new Uint8Array(data.buffer).set(bytes);
  return { type, shape: [...shape], data };
}

/** What Graph.constant() takes, as a tensor: float32 and a scalar or a vector unless said otherwise. */
export function constantTensor(
  data: number | readonly number[] | TypedArray,
  shape: readonly number[] | undefined,
  type: ElementType | undefined,
): TensorData {
  if (typeof data === 'number') return tensorOfNumbers(type ?? 'float32', shape ?? [], [data], 'constant');
  if (Array.isArray(data))
    return tensorOfNumbers(type ?? 'float32', shape ?? [data.length], data as number[], 'constant');
  const array = data as TypedArray;
  return tensor(type ?? elementTypeOf(array), shape ?? [array.length], array, 'constant');
}
