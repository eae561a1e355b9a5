/** SDMetrics rounds to this many decimals before it compares (sys.float_info.dig - 1). */
const DECIMALS_SCALE = 1e14;

/**
 * A column's values ready for the Kolmogorov-Smirnov statistic: present ones only, in increasing order. Decimals are
 * rounded as SDMetrics does (whole numbers and times are not, nor does it change them there).
 */
export function sortedPresent(values: Float64Array, decimals: boolean): Float64Array {
  const present = values.filter((v) => !Number.isNaN(v));
  if (decimals)
    for (let i = 0; i < present.length; i++)
      present[i] = roundHalfEven((present[i] as number) * DECIMALS_SCALE) / DECIMALS_SCALE;
  return present.sort();
}

/**
 * KSComplement of SDMetrics 0.32: one minus the two-sample Kolmogorov-Smirnov statistic, the greatest distance of the
 * two empirical distribution functions. Both arguments as `sortedPresent` gives them; null if one is empty.
 */
export function ksComplement(real: Float64Array, synthetic: Float64Array): number | null {
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

/** To the nearest whole number, ties to the even one, as IEEE 754 and numpy do; Math.round sends ties up. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}
