import { ROWS_BEYOND_ENDS, roundBetween, roundEdges, skippedRows, stepFor, written } from './round-edges';

/** Of training values that lie in one bin of equal width: above it, most of the axis would show nothing. */
const CROWDED_SHARE = 0.5;

/**
 * Edges of at most `most` bins for an axis of a pair, from finite training values in increasing order: of equal width
 * between the 1 % and the 99 % quantile, or of about equally many rows where more than half of them would share one. A
 * value that many rows hold then has a bin of its own. Edges are round; what lies beyond them belongs to the end bins.
 */
export function pairEdges(sorted: Float64Array, options: { whole: boolean; most: number }): number[] {
  if (sorted.length === 0) return [0, 1];
  const skip = Math.max(skippedRows(sorted.length), Math.floor(0.01 * (sorted.length - 1)));
  const [low, high] = [sorted[skip] as number, sorted[sorted.length - 1 - skip] as number];
  const even = roundEdges(low, high, options);
  if (fullestBin(sorted, even) <= CROWDED_SHARE * sorted.length) return even;
  const crowded = edgesOfEqualRows(sorted, options.most);
  return crowded.length > 2 ? crowded : even;
}

/** The bin a value belongs to, those beyond the ends included; edges increase. */
export function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((edges[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function fullestBin(sorted: Float64Array, edges: readonly number[]): number {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of sorted) {
    const bin = binOf(value, edges);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return Math.max(...counts);
}

function edgesOfEqualRows(sorted: Float64Array, most: number): number[] {
  const skip = skippedRows(sorted.length);
  const [low, high] = [sorted[skip] as number, sorted[sorted.length - 1 - skip] as number];
  const inner: number[] = [];
  let since = 0;
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] as number;
    let to = from + 1;
    while (to < sorted.length && sorted[to] === value) to++;
    const target = (sorted.length - since) / (most - inner.length);
    const held = from - since;
    const full = held >= target || to - since > 1.5 * target;
    if (inner.length < most - 1 && full && Math.min(held, sorted.length - from) >= ROWS_BEYOND_ENDS) {
      inner.push(roundBetween(sorted[from - 1] as number, value));
      since = from;
    }
    from = to;
  }
  const step = stepFor(low, high, most);
  return [written(Math.floor(low / step) * step), ...inner, written((Math.floor(high / step) + 1) * step)];
}
