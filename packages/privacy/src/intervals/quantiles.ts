import { precedingByChance } from './precedence';

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996), as numpy by default. */
export function quantile(values: Float64Array, level: number): number {
  return quantileOfSorted(values.slice().sort(), level);
}

export interface ComparedQuantiles {
  quantile: number;
  /** The same quantile of the other values. */
  beside: number;
  /** 95 % interval of `quantile`, to be held against `beside`: it takes in the error of both. */
  interval: [number, number];
}

/**
 * A quantile beside that of other values, whose interval lies wholly below or above it in one case of forty each if both
 * samples come from one distribution: its ends are order statistics with as many values before them as chance allows
 * before the other quantile. `least` and `most` bound the values; they are the ends where there are too few.
 */
export function compareQuantiles(
  values: Float64Array,
  others: Float64Array,
  level: number,
  [least, most]: [number, number],
): ComparedQuantiles {
  const [sorted, sortedOthers] = [values.slice().sort(), others.slice().sort()];
  const position = level * (others.length - 1);
  // The quantile lies between these two of the others; the farther one is what may surely be held against.
  const [before, after] = [Math.floor(position) + 1, Math.min(others.length, Math.floor(position) + 2)];
  const { most: below } = precedingByChance(values.length, after, others.length);
  const { least: above } = precedingByChance(values.length, before, others.length);
  return {
    quantile: quantileOfSorted(sorted, level),
    beside: quantileOfSorted(sortedOthers, level),
    interval: [above === 0 ? least : (sorted[above - 1] as number), sorted[below] ?? most],
  };
}

function quantileOfSorted(sorted: Float64Array, level: number): number {
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  return low + (position - below) * (high - low);
}
