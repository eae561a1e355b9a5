import { areaUnderCurve, midranks } from '../../two-sample/auc';
import { pick } from '../learners/feature-rows';

/** Row numbers from the highest score down; equal scores in their old order. */
export function fromHighest(scores: Float64Array): Uint32Array {
  return Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
}

/** AUC of the scores for telling rows with `positive[i]` 1 from the others, with DeLong's variance; null without both. */
export function rocAuc(positive: Uint8Array, scores: Float64Array): { auc: number; variance: number } | null {
  const of = (label: number): Float64Array =>
    pick(
      scores,
      [...positive.keys()].filter((i) => positive[i] === label),
    );
  const [positives, negatives] = [of(1), of(0)];
  return positives.length === 0 || negatives.length === 0 ? null : areaUnderCurve(positives, negatives);
}

/**
 * Average precision as scikit-learn defines it: the sum over thresholds of the rise of recall times precision, without
 * interpolation; rows of equal score pass a threshold together. null without a positive row.
 */
export function averagePrecision(positive: Uint8Array, scores: Float64Array): number | null {
  const positives = positive.reduce((sum, v) => sum + v, 0);
  if (positives === 0) return null;
  const order = fromHighest(scores);
  let found = 0;
  let before = 0;
  let total = 0;
  for (const [rank, row] of order.entries()) {
    found += positive[row] as number;
    const next = order[rank + 1];
    if (next !== undefined && scores[next] === scores[row]) continue;
    total += ((found - before) / positives) * (found / (rank + 1));
    before = found;
  }
  return total;
}

/** Spearman's rank correlation, ties at their mean rank; null where one side is constant or there are fewer than two. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [x, y] = [midranks(a), midranks(b)];
  const centre = (x.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [(x[i] as number) - centre, (y[i] as number) - centre];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
