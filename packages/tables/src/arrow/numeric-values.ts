import { DataType, DateUnit, makeVector, Precision, type Data } from 'apache-arrow';
import type { NumericReader } from '../text/text-reader';
import { pairToNumber, wordPairs } from './int64-pairs';

const MILLIS_PER_DAY = 86_400_000;

/**
 * Puts the values of one Arrow array into `out` from `at`, as doubles; what stands at missing places is not defined.
 */
export function readNumbers(data: Data, out: Float64Array, at: number, readText: NumericReader): void {
  const { type, length } = data;
  if (DataType.isNull(type)) return;
  if (DataType.isDictionary(type)) return readDictionary(data, out, at, readText);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type))
    return readTexts(data, out, at, readText);
  if (DataType.isDecimal(type)) return readDecimals(data, out, at, type.scale);
  if (DataType.isTimestamp(type) || (DataType.isInt(type) && type.bitWidth === 64)) {
    const signed = !DataType.isInt(type) || type.isSigned;
    const words = wordPairs(data.values as BigInt64Array, length);
    for (let i = 0; i < length; i++) out[at + i] = pairToNumber(words, i, signed);
    return;
  }
  if (DataType.isDate(type) && type.unit === DateUnit.MILLISECOND) {
    const words = wordPairs(data.values as BigInt64Array, length);
    for (let i = 0; i < length; i++) out[at + i] = Math.floor(pairToNumber(words, i, true) / MILLIS_PER_DAY);
    return;
  }
  if (DataType.isFloat(type) && type.precision === Precision.HALF) return readSlowly(data, out, at);
  out.set((data.values as Int32Array | Float64Array).subarray(0, length), at);
}

/** Half floats have no typed array; Arrow's accessor decodes them one by one. */
function readSlowly(data: Data, out: Float64Array, at: number): void {
  const vector = makeVector(data);
  for (let i = 0; i < data.length; i++) out[at + i] = Number(vector.get(i));
}

function readTexts(data: Data, out: Float64Array, at: number, readText: NumericReader): void {
  const vector = makeVector(data);
  for (let i = 0; i < data.length; i++) {
    const text = vector.get(i) as string | null;
    if (text === null) continue;
    const value = readText(text);
    if (value === undefined) throw new RangeError(`a text in row ${i} of a batch does not read as the column's type`);
    out[at + i] = value;
  }
}

function readDictionary(data: Data, out: Float64Array, at: number, readText: NumericReader): void {
  const levels = new Float64Array(data.dictionary?.length ?? 0);
  let from = 0;
  for (const part of (data.dictionary?.data ?? []) as readonly Data[]) {
    readNumbers(part, levels, from, readText);
    from += part.length;
  }
  const codes = data.values as Int32Array;
  for (let i = 0; i < data.length; i++) out[at + i] = levels[Number(codes[i])] ?? NaN;
}

/** Little-endian two's complement of 128 or 256 bits, in 32-bit words. The text route rounds once, correctly. */
function readDecimals(data: Data, out: Float64Array, at: number, scale: number): void {
  const words = data.values as Uint32Array;
  const width = Math.max(1, Math.round(words.length / Math.max(1, data.length)));
  for (let i = 0; i < data.length; i++) {
    let unscaled = 0n;
    for (let w = width - 1; w >= 0; w--) unscaled = (unscaled << 32n) | BigInt(words[i * width + w] as number);
    const signed = BigInt.asIntN(32 * width, unscaled);
    out[at + i] = Number(`${signed}e${-scale}`);
  }
}
