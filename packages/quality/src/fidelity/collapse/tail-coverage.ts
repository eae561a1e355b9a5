import { sortedPresent } from '../../single-column/sorted-values';
import { quantileOf } from '../../quantile';

const TAILS = [0.01, 0.99];

/**
 * How much of the real tails a continuous column still has: rows below the real 1 % and above the real 99 % quantile, as
 * a part of the real rows there, each tail at most 1, their mean. Shares are of present values; NaN is missing. A tail
 * in which no real row lies (of a column of few values) does not count; null if neither does, or a side has no value.
 */
export function tailCoverage(real: Float64Array, synthetic: Float64Array): number | null {
  const sorted = sortedPresent(real);
  const [low = NaN, high = NaN] = TAILS.map((level) => quantileOf(sorted, level));
  const theirs = beyond(synthetic, low, high);
  const ours = beyond(real, low, high);
  if (ours.present === 0 || theirs.present === 0) return null;
  const parts: number[] = [];
  for (const tail of ['below', 'above'] as const) {
    if (ours[tail] === 0) continue;
    parts.push(Math.min(1, theirs[tail] / theirs.present / (ours[tail] / ours.present)));
  }
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

function beyond(values: Float64Array, low: number, high: number): { below: number; above: number; present: number } {
  let below = 0;
  let above = 0;
  let present = 0;
  for (const value of values) {
    if (value !== value) continue;
    present++;
    if (value < low) below++;
    if (value > high) above++;
  }
  return { below, above, present };
}
