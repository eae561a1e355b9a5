import type { Layout } from './layout';

/** Widest column whose codes take one byte. */
const NARROW = 256;

/** Bytes a row takes in a code table. */
export function bytesPerRow({ widths }: Layout): number {
  return widths.reduce((bytes, width) => bytes + (width <= NARROW ? 1 : 2), 0);
}

/**
 * The training rows as codes, as small as they go: one byte for columns of up to 256 codes, two for others. Rows are kept
 * whole, since training takes them in random order.
 */
export class CodeTable {
  private readonly narrow: Uint8Array;
  private readonly wide: Uint16Array;
  private readonly narrowColumns: number;

  constructor(
    private readonly layout: Layout,
    readonly rows: number,
  ) {
    // Widths never fall from one column to the next.
    this.narrowColumns = layout.widths.filter((width) => width <= NARROW).length;
    this.narrow = new Uint8Array(rows * this.narrowColumns);
    this.wide = new Uint16Array(rows * (layout.columns - this.narrowColumns));
  }

  /** Takes the codes of one row from `codes`, D of them from `start`. */
  set(row: number, codes: Int32Array, start: number): void {
    const n = this.narrowColumns;
    const w = this.layout.columns - n;
    for (let j = 0; j < n; j++) this.narrow[row * n + j] = codes[start + j] as number;
    for (let j = 0; j < w; j++) this.wide[row * w + j] = codes[start + n + j] as number;
  }

  /** Writes the row's places in the one-hot row (offset and code), D of them, from `start`. */
  places(row: number, out: Int32Array, start: number): void {
    const { columns, offsets } = this.layout;
    const n = this.narrowColumns;
    const w = columns - n;
    for (let j = 0; j < n; j++) out[start + j] = (this.narrow[row * n + j] as number) + (offsets[j] as number);
    for (let j = 0; j < w; j++) out[start + n + j] = (this.wide[row * w + j] as number) + (offsets[n + j] as number);
  }
}
