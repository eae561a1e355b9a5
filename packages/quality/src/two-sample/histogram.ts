import type { BinnedTable } from './binned-table';

/** Numbers kept a bin: sum of gradients, sum of hessians, rows. */
export const STRIDE = 3;

/** Where in a histogram over all columns each one's bins begin, and each cell of the table counts. */
export interface HistogramLayout {
  /** By column; one more is the histogram's length. */
  offsets: Int32Array;
  /** By row, then column: a node's rows are read one by one, and neighbours in a row never wait for each other's sum. */
  places: Int32Array;
}

export function layOut(table: BinnedTable): HistogramLayout {
  const width = table.columns.length;
  const offsets = new Int32Array(width + 1);
  const places = new Int32Array(table.rows * width);
  for (const [j, { bins, count }] of table.columns.entries()) {
    const offset = offsets[j] as number;
    offsets[j + 1] = offset + count * STRIDE;
    for (let row = 0; row < table.rows; row++) places[row * width + j] = offset + (bins[row] as number) * STRIDE;
  }
  return { offsets, places };
}

/** First and second derivatives of the loss, by row of the table. */
export interface Derivatives {
  gradients: Float64Array;
  hessians: Float64Array;
}

/** Sums gradients, hessians and numbers of the given rows into `out`, bin by bin, for every column. */
export function fillHistogram(
  layout: HistogramLayout,
  rows: Int32Array,
  derivatives: Derivatives,
  out: Float64Array,
): void {
  const { gradients, hessians } = derivatives;
  const { places } = layout;
  const width = layout.offsets.length - 1;
  out.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const g = gradients[row] as number;
    const h = hessians[row] as number;
    const end = (row + 1) * width;
    for (let cell = row * width; cell < end; cell++) {
      const at = places[cell] as number;
      out[at] = (out[at] as number) + g;
      out[at + 1] = (out[at + 1] as number) + h;
      out[at + 2] = (out[at + 2] as number) + 1;
    }
  }
}

/** Turns the parent's histogram into that of the other child. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = (parent[i] as number) - (child[i] as number);
}
