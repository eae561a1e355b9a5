/** Least and greatest value and how many values are present. */
export interface Extent {
  low: number;
  high: number;
  present: number;
}

/** The extent of a column's values; NaN is missing. `low` is above `high` when there is none. */
export function extentOf(values: Float64Array): Extent {
  let low = Infinity;
  let high = -Infinity;
  let present = 0;
  for (const value of values) {
    if (value !== value) continue;
    present++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high, present };
}

/**
 * BoundaryAdherence of SDMetrics 0.32: the share of synthetic values within the least and the greatest real value.
 * Missing values (NaN) are left out if the real rows have some, and count as outside if they have none. null if no
 * value is left.
 */
export function boundaryAdherence(real: Float64Array, synthetic: Float64Array): number | null {
  const { low, high, present } = extentOf(real);
  const nullable = present < real.length;
  let inside = 0;
  let counted = 0;
  for (const value of synthetic) {
    if (value !== value && nullable) continue;
    counted++;
    if (value >= low && value <= high) inside++;
  }
  return counted === 0 ? null : inside / counted;
}

/**
 * RangeCoverage of SDMetrics 0.32: one minus the parts of the real range, at its lower and upper end, that synthetic
 * values do not reach; at least 0. NaN is missing. null if the real column is constant or one side has no value.
 */
export function rangeCoverage(real: Float64Array, synthetic: Float64Array): number | null {
  const ours = extentOf(real);
  const theirs = extentOf(synthetic);
  const range = ours.high - ours.low;
  if (ours.present === 0 || theirs.present === 0 || range === 0 || !Number.isFinite(range)) return null;
  const below = Math.max((theirs.low - ours.low) / range, 0);
  const above = Math.max((ours.high - theirs.high) / range, 0);
  return Math.max(1 - (below + above), 0);
}
