import { areaUnderCurve } from '@headwater/quality';
import { standardErrorsFor } from '../intervals/normal';
import { precedingByChance } from '../intervals/precedence';

/** Area under the ROC curve with its 95 % interval. */
export interface Area {
  area: number;
  interval: [number, number];
}

/**
 * Chance that a member scores above a non-member, ties half, with the interval by DeLong, DeLong and Clarke-Pearson
 * (Biometrics 1988). Both need two scores or more.
 */
export function rocArea(members: Float64Array, others: Float64Array): Area {
  const { auc, variance } = areaUnderCurve(members, others);
  const margin = standardErrorsFor(0.95) * Math.sqrt(variance);
  return { area: auc, interval: [Math.max(0, auc - margin), Math.min(1, auc + margin)] };
}

/** How many of the sorted values are below `value`, or not above it if `orEqual`. */
export function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] as number;
    if (at < value || (orEqual && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The share of members that score above all but `falsePositives` (a share) of the others. The interval's lower end is
 * above `falsePositives` in one case of forty if both score alike: as many members as chance lets pass the threshold,
 * which is itself one of the others' scores (see precedingByChance), are the unit. Its upper end is of the ratio of the
 * two rates (Katz et al., Biometrics 1978).
 */
export function truePositiveRate(
  members: Float64Array,
  others: Float64Array,
  falsePositives: number,
): { rate: number; interval: [number, number] } {
  const sorted = others.slice().sort();
  const allowed = Math.floor(falsePositives * others.length);
  const threshold = sorted[others.length - 1 - allowed] as number;
  const hits = members.reduce((count, score) => count + (score > threshold ? 1 : 0), 0);
  const m = members.length;
  const { most } = precedingByChance(m, allowed + 1, others.length);
  // Half a count keeps the logarithm finite where nothing was hit.
  const [seen, expected] = [Math.max(0.5, hits), Math.max(0.5, allowed)];
  const spread = Math.exp(standardErrorsFor(0.95) * Math.sqrt(1 / seen - 1 / m + 1 / expected - 1 / others.length));
  const lowest = (falsePositives * hits) / (most + 0.5);
  return { rate: hits / m, interval: [Math.min(hits / m, lowest), Math.min(1, (seen / m) * spread)] };
}
