type Growable = Float64Array | Int32Array | Uint8Array;

/**
 * Room for `needed` more items: the array itself, or a longer copy (half as long again, so that growth stays linear).
 */
export function grown<T extends Growable>(array: T, used: number, needed: number): T {
  if (used + needed <= array.length) return array;
  const length = Math.max(used + needed, Math.ceil(array.length * 1.5), 1024);
  const longer = new (array.constructor as new (length: number) => T)(length);
  longer.set(array.subarray(0, used));
  return longer;
}
