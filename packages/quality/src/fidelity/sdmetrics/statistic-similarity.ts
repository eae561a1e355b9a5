import { sortedPresent } from '../../single-column/sorted-values';

export type Statistic = 'mean' | 'median' | 'std';

/**
 * StatisticSimilarity of SDMetrics 0.32: one minus the difference of the statistic over the real range, at least 0. NaN
 * is missing. null if the real column is constant, or the statistic is undefined (no value; for `std`, one value).
 */
export function statisticSimilarity(real: Float64Array, synthetic: Float64Array, statistic: Statistic): number | null {
  const [ours, theirs] = [sortedPresent(real), sortedPresent(synthetic)];
  const range = (ours[ours.length - 1] ?? NaN) - (ours[0] ?? NaN);
  if (range === 0) return null;
  const score = 1 - Math.abs(STATISTICS[statistic](ours) - STATISTICS[statistic](theirs)) / range;
  return Number.isFinite(score) ? Math.max(score, 0) : null;
}

/** Of present values in increasing order; NaN where undefined. */
export const STATISTICS: Record<Statistic, (sorted: Float64Array) => number> = {
  mean,
  median: (sorted) => {
    const half = sorted.length >> 1;
    const upper = sorted[half] ?? NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
  },
  std: (sorted) => {
    const centre = mean(sorted);
    let squares = 0;
    for (const value of sorted) squares += (value - centre) * (value - centre);
    return sorted.length < 2 ? NaN : Math.sqrt(squares / (sorted.length - 1));
  },
};

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
