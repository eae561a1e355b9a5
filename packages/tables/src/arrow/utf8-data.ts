import { makeData, Utf8, type Data } from 'apache-arrow';
import { validityBitmap } from './validity-bitmap';

const encoder = new TextEncoder();

/** Texts encoded once, to be copied many times. */
export class EncodedTexts {
  private readonly ends: Int32Array;
  private readonly bytes: Uint8Array;

  constructor(texts: readonly string[]) {
    const parts = texts.map((text) => encoder.encode(text));
    this.ends = new Int32Array(texts.length + 1);
    parts.forEach((part, i) => (this.ends[i + 1] = (this.ends[i] as number) + part.length));
    this.bytes = new Uint8Array(this.ends[texts.length] as number);
    parts.forEach((part, i) => this.bytes.set(part, this.ends[i]));
  }

  /** All texts as an Arrow array. */
  all(): Data<Utf8> {
    return makeData({
      type: new Utf8(),
      length: this.ends.length - 1,
      nullCount: 0,
      valueOffsets: this.ends,
      data: this.bytes,
    });
  }

  /** The texts at `codes[start … end)` as an Arrow array; -1 is missing. */
  pick(codes: Int32Array, start: number, end: number): Data<Utf8> {
    const length = end - start;
    const valueOffsets = new Int32Array(length + 1);
    for (let i = 0; i < length; i++)
      valueOffsets[i + 1] = (valueOffsets[i] as number) + this.lengthOf(codes[start + i] as number);
    const data = new Uint8Array(valueOffsets[length] as number);
    for (let i = 0; i < length; i++) this.copy(codes[start + i] as number, data, valueOffsets[i] as number);
    const nulls = validityBitmap((row) => codes[row] === -1, start, end);
    return makeData({
      type: new Utf8(),
      length,
      nullCount: nulls?.nulls ?? 0,
      nullBitmap: nulls?.bitmap ?? null,
      valueOffsets,
      data,
    });
  }

  private lengthOf(code: number): number {
    return code < 0 ? 0 : (this.ends[code + 1] as number) - (this.ends[code] as number);
  }

  private copy(code: number, to: Uint8Array, at: number): void {
    if (code < 0) return;
    const end = this.ends[code + 1] as number;
    // Texts are short: a loop beats a subarray and a set.
    for (let from = this.ends[code] as number; from < end; from++) to[at++] = this.bytes[from] as number;
  }
}
