import { countBelow } from '../count-below';

/** Area under the ROC curve, and the variance of that estimate. */
export interface Auc {
  auc: number;
  variance: number;
}

/**
 * Chance that a positive scores above a negative, ties half (the Mann-Whitney statistic), with the variance of DeLong,
 * DeLong and Clarke-Pearson (Biometrics 1988), by midranks as in Sun and Xu (IEEE SPL 2014). Both need two scores or more.
 */
export function areaUnderCurve(positives: Float64Array, negatives: Float64Array): Auc {
  const m = positives.length;
  const n = negatives.length;
  const all = new Float64Array(m + n);
  all.set(positives);
  all.set(negatives, m);
  const pooled = midranks(all);
  const amongPositives = midranks(positives);
  const amongNegatives = midranks(negatives);
  // Share of negatives below each positive, and of positives above each negative.
  const below = Float64Array.from(positives, (_, i) => ((pooled[i] as number) - (amongPositives[i] as number)) / n);
  const above = Float64Array.from(
    negatives,
    (_, j) => 1 - ((pooled[m + j] as number) - (amongNegatives[j] as number)) / m,
  );
  const auc = below.reduce((sum, v) => sum + v, 0) / m;
  return { auc, variance: sampleVariance(below, auc) / m + sampleVariance(above, auc) / n };
}

/** The same chance without its variance, faster. */
export function aucOnly(positives: Float64Array, negatives: Float64Array): number {
  const sorted = negatives.slice().sort();
  let twice = 0;
  for (const score of positives) twice += countBelow(sorted, score, false) + countBelow(sorted, score, true);
  return twice / (2 * positives.length * negatives.length);
}

/** Rank of each value from 1 up, equal ones at their mean. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < order.length;) {
    let j = i;
    while (j < order.length && values[order[j] as number] === values[order[i] as number]) j++;
    for (let k = i; k < j; k++) ranks[order[k] as number] = (i + j + 1) / 2;
    i = j;
  }
  return ranks;
}

function sampleVariance(values: Float64Array, mean: number): number {
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
}
