/** The quantile of values in increasing order by linear interpolation, numpy's default; `level` from 0 to 1. */
export function quantileOf(sorted: Float64Array, level: number): number {
  const at = (sorted.length - 1) * level;
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  // An infinity between equal neighbours would otherwise be a NaN.
  if (low === high) return low;
  const part = at - below;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}
