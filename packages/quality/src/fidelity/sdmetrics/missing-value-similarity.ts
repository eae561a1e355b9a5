/** The share of missing values: NaN among numbers, -1 among codes; null without rows. */
export function missingShare(values: Float64Array | Int32Array): number | null {
  if (values.length === 0) return null;
  let missing = 0;
  if (values instanceof Int32Array) for (const code of values) missing += code < 0 ? 1 : 0;
  else for (const value of values) missing += value !== value ? 1 : 0;
  return missing / values.length;
}

/** MissingValueSimilarity of SDMetrics 0.32: one minus the difference of the shares of missing values. */
export function missingValueSimilarity(
  real: Float64Array | Int32Array,
  synthetic: Float64Array | Int32Array,
): number | null {
  const [ours, theirs] = [missingShare(real), missingShare(synthetic)];
  return ours === null || theirs === null ? null : 1 - Math.abs(ours - theirs);
}
