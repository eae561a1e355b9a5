import type { GroupModelScores } from '@headwater/contracts';
import { rocAuc } from '../utility/scores/ranking';
import { rateOf, falsePositiveRate, selectionRate, truePositiveRate, type GroupTally } from './group-rates';

const BINS = 10;
const Z_95 = 1.959963984540054;

/** Scores of one group of a tally; `truth` and `probabilities` are those of the group's rows only. */
export function groupModelScores(
  counts: GroupTally,
  group: number,
  { truth, probabilities }: { truth: Uint8Array; probabilities: Float64Array },
): GroupModelScores {
  const rates = {
    selectionRate: rateOf(selectionRate, counts, group),
    truePositiveRate: rateOf(truePositiveRate, counts, group),
    falsePositiveRate: rateOf(falsePositiveRate, counts, group),
  };
  const found = rocAuc(truth, probabilities);
  // DeLong's variance needs two of each.
  const margin = found === null || Number.isNaN(found.variance) ? null : Z_95 * Math.sqrt(found.variance);
  const auc = found?.auc ?? null;
  return {
    ...rates,
    auc,
    aucInterval: auc === null || margin === null ? null : [Math.max(0, auc - margin), Math.min(1, auc + margin)],
    meanProbability: truth.length === 0 ? null : probabilities.reduce((sum, p) => sum + p, 0) / probabilities.length,
    calibrationError: truth.length === 0 ? null : calibrationError(truth, probabilities),
  };
}

/** Mean over rows of how far their bin's mean probability is from its share of positives. */
export function calibrationError(truth: Uint8Array, probabilities: Float64Array): number {
  const excess = new Float64Array(BINS);
  for (const [i, p] of probabilities.entries()) {
    const bin = Math.min(BINS - 1, Math.floor(p * BINS));
    excess[bin] = (excess[bin] as number) + p - (truth[i] as number);
  }
  return excess.reduce((sum, e) => sum + Math.abs(e), 0) / truth.length;
}
