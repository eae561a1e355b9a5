import { quantileOf } from '../quantile';

const FEWEST_REPLICATES = 20;
const TINY = 1e-12;

/**
 * Intervals of several estimates that all hold at once with 95 %: the bootstrap of the greatest studentised deviation
 * (the max-t of Romano and Wolf, Econometrica 2005). Each is its estimate and c standard errors to either side, c being
 * the 95 % quantile over replicates of the greatest deviation from the estimates in standard errors. Deviations are
 * taken from the estimate, not from the replicates' mean, so a bias of resampling widens the intervals.
 *
 * `replicates` has a list of values for each estimate, all of the same length and drawn together; null where one could
 * not be computed. An estimate with fewer than 20 values has no interval.
 */
export function jointIntervals(
  estimates: readonly number[],
  replicates: readonly (readonly (number | null)[])[],
): ([number, number] | null)[] {
  const errors = replicates.map(standardError);
  const greatest: number[] = [];
  for (let b = 0; b < (replicates[0]?.length ?? 0); b++) {
    let most = 0;
    for (const [j, error] of errors.entries()) {
      const value = replicates[j]?.[b] ?? null;
      if (value === null || error === null || error < TINY) continue;
      most = Math.max(most, Math.abs(value - (estimates[j] as number)) / error);
    }
    greatest.push(most);
  }
  const c = quantileOf(Float64Array.from(greatest).sort(), 0.95);
  return estimates.map((estimate, j) => {
    const error = errors[j] ?? null;
    return error === null ? null : [estimate - c * error, estimate + c * error];
  });
}

/** Standard deviation of the values; null of too few. */
function standardError(values: readonly (number | null)[]): number | null {
  const known = values.filter((v): v is number => v !== null);
  if (known.length < FEWEST_REPLICATES) return null;
  const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
  return Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (known.length - 1));
}
