/**
 * Pearson's correlation over the rows where both values are present; null where it is undefined (fewer than two rows,
 * or one side constant).
 */
export function pearson(x: Float64Array, y: Float64Array): number | null {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    if (a !== a || b !== b) continue;
    n++;
    sumX += a;
    sumY += b;
  }
  if (n < 2) return null;
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  let constantX = true;
  let constantY = true;
  let firstX = NaN;
  let firstY = NaN;
  for (let i = 0; i < x.length; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    if (a !== a || b !== b) continue;
    if (firstX !== firstX) [firstX, firstY] = [a, b];
    else {
      constantX &&= a === firstX;
      constantY &&= b === firstY;
    }
    xx += (a - meanX) * (a - meanX);
    yy += (b - meanY) * (b - meanY);
    xy += (a - meanX) * (b - meanY);
  }
  if (constantX || constantY) return null;
  const r = xy / (Math.sqrt(xx) * Math.sqrt(yy));
  return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : null;
}

/** CorrelationSimilarity of SDMetrics 0.32 from the two correlations: 1 - |r - s| / 2. */
export function correlationSimilarity(real: number, synthetic: number): number {
  return 1 - Math.abs(real - synthetic) / 2;
}

/** Whether a column has exactly one value, missing ones aside: SDMetrics then refuses to correlate it. */
export function isConstant(values: Float64Array): boolean {
  let first = NaN;
  for (const value of values) {
    if (value !== value) continue;
    if (first !== first) first = value;
    else if (value !== first) return false;
  }
  return first === first;
}
