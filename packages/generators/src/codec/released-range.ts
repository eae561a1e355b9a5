import { lowerBound, meanOf, runEnd } from './sorted-values';

/**
 * The range released for values with few holders: the outermost 4 records a side (fewer in small columns) are left out
 * and the next 5 averaged, so that neither end is an individual's own value, nor can it be computed from the end.
 *
 * Where the averaged records are alike, or by chance, the mean may be a value that fewer than `minimumHolders` rows hold:
 * the end then moves a third of the way to that value's inner neighbour.
 */
export function releasedRange(sorted: Float64Array, minimumHolders: number): [low: number, high: number] {
  const n = sorted.length;
  const skip = n >= 1000 ? 4 : n >= 100 ? 2 : n >= 8 ? 1 : 0;
  const ends =
    skip === 0
      ? [meanOf(sorted, 0, n), meanOf(sorted, 0, n)]
      : [meanOf(sorted, skip, Math.min(n, 2 * skip + 1)), meanOf(sorted, Math.max(0, n - 2 * skip - 1), n - skip)];
  const low = besideRareValue(sorted, ends[0] as number, minimumHolders, 'above');
  const high = besideRareValue(sorted, ends[1] as number, minimumHolders, 'below');
  return [Math.min(low, high), Math.max(low, high)];
}

/** `x`, or if it is a value that few rows hold, a point between this and the next value on that side (else on the other). */
function besideRareValue(sorted: Float64Array, x: number, minimumHolders: number, side: 'above' | 'below'): number {
  const start = lowerBound(sorted, x);
  if (sorted[start] !== x) return x;
  const end = runEnd(sorted, start);
  if (end - start >= minimumHolders) return x;
  const [above, below] = [sorted[end], sorted[start - 1]];
  const neighbour = (side === 'above' ? (above ?? below) : (below ?? above)) ?? x;
  return (2 / 3) * x + neighbour / 3;
}
