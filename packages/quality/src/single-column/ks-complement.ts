import { sortedPresent } from './sorted-values';

/** SDMetrics rounds to this many decimals before it compares (sys.float_info.dig - 1). */
const DECIMALS_SCALE = 1e14;

/**
 * KSComplement of SDMetrics 0.32: one minus the two-sample Kolmogorov-Smirnov statistic, the greatest distance of the
 * two empirical distribution functions. NaN is missing; null if one side has no value. `decimals` are rounded as
 * SDMetrics does (whole numbers and times are not, nor does it change them there).
 */
export function ksComplement(
  realValues: Float64Array,
  syntheticValues: Float64Array,
  decimals: boolean,
): number | null {
  const real = comparable(realValues, decimals);
  const synthetic = comparable(syntheticValues, decimals);
  if (real.length === 0 || synthetic.length === 0) return null;
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < real.length && j < synthetic.length) {
    const value = Math.min(real[i] as number, synthetic[j] as number);
    while (i < real.length && (real[i] as number) <= value) i++;
    while (j < synthetic.length && (synthetic[j] as number) <= value) j++;
    distance = Math.max(distance, Math.abs(i / real.length - j / synthetic.length));
  }
  return 1 - distance;
}

/** In increasing order; rounding keeps it. */
function comparable(values: Float64Array, decimals: boolean): Float64Array {
  const sorted = sortedPresent(values);
  return decimals ? sorted.map((v) => roundHalfEven(v * DECIMALS_SCALE) / DECIMALS_SCALE) : sorted;
}

/** To the nearest whole number, ties to the even one, as IEEE 754 and numpy do; Math.round sends ties up. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}
