import { sortedPresent } from '../../single-column/sorted-values';
import { STATISTICS } from '../sdmetrics/statistic-similarity';

/** Entropy of a discrete column's levels, missing (-1) being one, over that of the real rows; null if theirs is 0. */
export function entropyRatio(real: Int32Array, synthetic: Int32Array, levels: number): number | null {
  if (synthetic.length === 0) return null;
  const ours = entropy(real, levels);
  return ours === 0 ? null : entropy(synthetic, levels) / ours;
}

/** Standard deviation over that of the real rows, NaN missing; null if the real one is 0 or one is undefined. */
export function spreadRatio(real: Float64Array, synthetic: Float64Array): number | null {
  const [ours, theirs] = [deviation(real), deviation(synthetic)];
  const ratio = theirs / ours;
  return ours > 0 && Number.isFinite(ratio) ? ratio : null;
}

function entropy(codes: Int32Array, levels: number): number {
  const counts = new Float64Array(levels + 1);
  for (const code of codes) counts[code + 1] = (counts[code + 1] as number) + 1;
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / codes.length) * Math.log(count / codes.length);
  return sum;
}

function deviation(values: Float64Array): number {
  return STATISTICS.std(sortedPresent(values));
}
