import type { BinnedTable } from './binned-table';

/** Numbers kept a bin: sum of gradients, packed sum of hessians and rows (see PackedDerivatives). */
export const STRIDE = 2;

/** First and second derivatives of the loss, by row of the table; hessians are 0 or more. */
export interface Derivatives {
  gradients: Float64Array;
  hessians: Float64Array;
}

/** Where in a histogram over all columns each one's bins begin, and each cell of the table counts. */
export interface HistogramLayout {
  /** By column; one more is the histogram's length. */
  offsets: Int32Array;
  /**
   * By row, then column: a node's rows are read one by one, and neighbours in a row never wait for each other's sum. Rows
   * are filled up to whole turns with the histogram's last place, which is no column's.
   */
  places: Uint16Array | Uint32Array;
  /** Places a row. */
  width: number;
}

/** Cells summed up in one turn of the loop. */
const TURN = 4;

export function layOut(table: BinnedTable): HistogramLayout {
  const { rows, columns } = table;
  const offsets = new Int32Array(columns.length + 1);
  for (const [j, { count }] of columns.entries()) offsets[j + 1] = (offsets[j] as number) + count * STRIDE;
  const end = offsets[columns.length] as number;
  const width = Math.ceil(columns.length / TURN) * TURN;
  // Half the memory to read where it is enough, which it is for 127 columns of 256 bins.
  const places = end < 2 ** 16 ? new Uint16Array(rows * width) : new Uint32Array(rows * width);
  places.fill(end);
  for (const [j, { bins }] of columns.entries()) {
    const offset = offsets[j] as number;
    for (let row = 0; row < rows; row++) places[row * width + j] = offset + (bins[row] as number) * STRIDE;
  }
  return { offsets, places, width };
}

export function emptyHistogram({ offsets }: HistogramLayout): Float64Array {
  return new Float64Array((offsets[offsets.length - 1] as number) + STRIDE);
}

/** Sums the pairs of the given rows into `out`, bin by bin, for every column. */
export function fillHistogram(
  { places, width }: HistogramLayout,
  rows: Int32Array,
  pairs: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const g = pairs[2 * row] as number;
    const h = pairs[2 * row + 1] as number;
    const end = (row + 1) * width;
    for (let cell = row * width; cell < end; cell += TURN) {
      const a = places[cell] as number;
      const b = places[cell + 1] as number;
      const c = places[cell + 2] as number;
      const d = places[cell + 3] as number;
      out[a] = (out[a] as number) + g;
      out[a + 1] = (out[a + 1] as number) + h;
      out[b] = (out[b] as number) + g;
      out[b + 1] = (out[b + 1] as number) + h;
      out[c] = (out[c] as number) + g;
      out[c + 1] = (out[c + 1] as number) + h;
      out[d] = (out[d] as number) + g;
      out[d + 1] = (out[d + 1] as number) + h;
    }
  }
}

/** Turns the parent's histogram into that of the other child. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = (parent[i] as number) - (child[i] as number);
}
