const LEVELS = [0, 1, 5, 25, 50, 75, 95, 99, 100] as const;
const BINS = 30;

export interface NumberProfile {
  /** Different values; all NaN are one. */
  distinct: number;
  nan: number;
  infinite: number;
  /** Of the finite values; null where there is none. */
  min: number | null;
  max: number | null;
  mean: number | null;
  /** Sample standard deviation (divides by n - 1); null below two values. */
  std: number | null;
  /** Percentiles of the finite values, linearly interpolated (type 7 of Hyndman and Fan, 1996; numpy's default). */
  quantiles: { percent: number; value: number }[];
  /**
   * 30 bins of equal width over the finite values, the last one closed; a constant gets the unit interval around it.
   */
  histogram: { edges: number[]; counts: number[] } | null;
}

/** Summary of the values that are there; sorts `values` in place. */
export function profileNumbers(values: Float64Array): NumberProfile {
  const sorted = values.sort();
  // Typed arrays sort -Infinity first, then numbers, Infinity and NaN.
  const nan = sorted.length - firstIndex(sorted, (v) => Number.isNaN(v));
  const finite = sorted.subarray(
    firstIndex(sorted, (v) => v > -Infinity),
    firstIndex(sorted, (v) => !(v < Infinity)),
  );
  const infinite = sorted.length - nan - finite.length;
  return {
    distinct: countDistinct(sorted, nan),
    nan,
    infinite,
    ...moments(finite),
    quantiles: quantiles(finite),
    histogram: histogram(finite),
  };
}

/** First index from which the (monotone) predicate holds, or the length. */
function firstIndex(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function countDistinct(sorted: Float64Array, nan: number): number {
  let distinct = nan > 0 ? 1 : 0;
  for (let i = 0; i < sorted.length - nan; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/** Two passes: the textbook one-pass variance cancels badly on large offsets such as time stamps. */
function moments(finite: Float64Array): Pick<NumberProfile, 'min' | 'max' | 'mean' | 'std'> {
  const n = finite.length;
  if (n === 0) return { min: null, max: null, mean: null, std: null };
  let mean = 0;
  for (const value of finite) mean += value / n;
  let squares = 0;
  for (const value of finite) squares += (value - mean) ** 2;
  return {
    min: finite[0] as number,
    max: finite[n - 1] as number,
    mean,
    std: n < 2 ? null : Math.sqrt(squares / (n - 1)),
  };
}

function quantiles(finite: Float64Array): NumberProfile['quantiles'] {
  if (finite.length === 0) return [];
  return LEVELS.map((percent) => {
    const position = (percent / 100) * (finite.length - 1);
    const below = finite[Math.floor(position)] as number;
    const above = finite[Math.ceil(position)] as number;
    return { percent, value: below + (above - below) * (position - Math.floor(position)) };
  });
}

function histogram(finite: Float64Array): NumberProfile['histogram'] {
  if (finite.length === 0) return null;
  const least = finite[0] as number;
  const most = finite[finite.length - 1] as number;
  const [low, high] = least === most ? [least - 0.5, most + 0.5] : [least, most];
  // Divided first: the range of two finite doubles need not be finite.
  const width = high / BINS - low / BINS;
  const edges = Array.from({ length: BINS + 1 }, (_, k) => (k === BINS ? high : low + k * width));
  const counts = new Array<number>(BINS).fill(0);
  let bin = 0;
  for (const value of finite) {
    while (bin < BINS - 1 && value >= (edges[bin + 1] as number)) bin++;
    counts[bin]!++;
  }
  return { edges, counts };
}
