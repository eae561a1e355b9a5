/** A column as small whole numbers: bin 0 is missing, the others run from 1. */
export interface BinnedColumn {
  bins: Uint8Array;
  /** All bins are below it; at most 256. */
  count: number;
  /** Whether bins have an order (numbers, times) or are names (levels). */
  ordered: boolean;
}

export interface BinnedTable {
  rows: number;
  columns: BinnedColumn[];
}

/** That a column has, the one for missing values included. */
export const MOST_BINS = 256;

/**
 * Numbers in bins of about equally many rows, at most 255 beside the one for missing (NaN); with fewer distinct values
 * each has its own. Trees only see order, so nothing else is lost.
 */
export function binOrdered(values: Float64Array): BinnedColumn {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort();
  const upper = upperBounds(sorted);
  const bins = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1 + firstNotBelow(upper, value)));
  return { bins, count: upper.length + 1, ordered: true };
}

/** Levels each in its own bin, most frequent first; from the 255th on they share the last. -1 is missing. */
export function binNamed(codes: Int32Array): BinnedColumn {
  const counts = new Map<number, number>();
  for (const code of codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byFrequency = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  const bin = new Map(byFrequency.map(([code], rank) => [code, Math.min(rank + 1, MOST_BINS - 1)]));
  const bins = Uint8Array.from(codes, (code) => bin.get(code) ?? 0);
  return { bins, count: Math.min(counts.size + 1, MOST_BINS), ordered: false };
}

function upperBounds(sorted: Float64Array): Float64Array {
  const distinct = sorted.filter((v, i) => i === 0 || v !== sorted[i - 1]);
  const most = MOST_BINS - 1;
  if (distinct.length <= most) return distinct;
  const bounds = new Set<number>();
  for (let k = 1; k <= most; k++) bounds.add(sorted[Math.ceil((k * sorted.length) / most) - 1] as number);
  return Float64Array.from(bounds);
}

/** Index of the first bound that is not below the value; bounds increase and the last is not below any value. */
function firstNotBelow(bounds: Float64Array, value: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
