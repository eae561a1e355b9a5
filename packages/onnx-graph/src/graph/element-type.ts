/** Element types by their ONNX TensorProto.DataType number; the type of a typed array follows from the element type. */
export const ELEMENT_TYPES = {
  float32: { code: 1, bytes: 4 },
  uint8: { code: 2, bytes: 1 },
  int8: { code: 3, bytes: 1 },
  int32: { code: 6, bytes: 4 },
  int64: { code: 7, bytes: 8 },
  bool: { code: 9, bytes: 1 },
  float16: { code: 10, bytes: 2 },
  float64: { code: 11, bytes: 8 },
} as const;

export type ElementType = keyof typeof ELEMENT_TYPES;

/** The arrays that hold tensors: float16 as raw bits in a Uint16Array, bool as 0 and 1 in a Uint8Array. */
export interface TypedArrays {
  float32: Float32Array;
  uint8: Uint8Array;
  int8: Int8Array;
  int32: Int32Array;
  int64: BigInt64Array;
  bool: Uint8Array;
  float16: Uint16Array;
  float64: Float64Array;
}

export type TypedArray = TypedArrays[ElementType];

export function isFloat(type: ElementType): boolean {
  return type === 'float32' || type === 'float64' || type === 'float16';
}

export function elementTypeOfCode(code: number): ElementType | undefined {
  return (Object.keys(ELEMENT_TYPES) as ElementType[]).find((type) => ELEMENT_TYPES[type].code === code);
}

/** The element type an array stands for when none is named; a Uint8Array is read as uint8, a Uint16Array as float16. */
export function elementTypeOf(array: TypedArray): ElementType {
  if (array instanceof Float32Array) return 'float32';
  if (array instanceof Float64Array) return 'float64';
  if (array instanceof Int32Array) return 'int32';
  if (array instanceof BigInt64Array) return 'int64';
  if (array instanceof Int8Array) return 'int8';
  return array instanceof Uint16Array ? 'float16' : 'uint8';
}

/** An array of `length` zeros that holds `type`. */
export function allocate<T extends ElementType>(type: T, length: number): TypedArrays[T];
export function allocate(type: ElementType, length: number): TypedArray {
  switch (type) {
    case 'float32':
      return new Float32Array(length);
    case 'float64':
      return new Float64Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'int64':
      return new BigInt64Array(length);
    case 'int8':
      return new Int8Array(length);
    case 'float16':
      return new Uint16Array(length);
    default:
      return new Uint8Array(length);
  }
}

/** Whether `array` is of the class that holds `type`. */
export function holds(type: ElementType, array: TypedArray): boolean {
  return array.constructor === allocate(type, 0).constructor;
}
