const WORD = 0x100000000;

interface Bytes {
  buffer: ArrayBufferLike;
  byteOffset: number;
}

/**
 * The 64-bit integers of a buffer as pairs of words, low first: reading them as BigInts would cost an allocation each.
 */
export function wordPairs(values: Bytes, count: number): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, count * 2);
}

/** Nearest double of the i-th 64-bit integer. */
export function pairToNumber(words: Int32Array, i: number, signed: boolean): number {
  const low = (words[2 * i] as number) >>> 0;
  const high = words[2 * i + 1] as number;
  return (signed ? high : high >>> 0) * WORD + low;
}

/** Exact text of the i-th 64-bit integer. */
export function pairToText(words: Int32Array, i: number, signed: boolean): string {
  const value = pairToNumber(words, i, signed);
  if (Number.isSafeInteger(value)) return String(value);
  const low = BigInt((words[2 * i] as number) >>> 0);
  const high = words[2 * i + 1] as number;
  return ((BigInt(signed ? high : high >>> 0) << 32n) | low).toString();
}

/** Stores a whole number of magnitude up to 2^63 as a pair of words. */
export function numberToPair(value: number, words: Int32Array, i: number): void {
  const high = Math.floor(value / WORD);
  words[2 * i] = value - high * WORD;
  words[2 * i + 1] = high;
}
