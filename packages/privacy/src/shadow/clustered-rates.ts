import { studentQuantile } from '@headwater/quality';
import { countBelow } from '../attacks/roc';

/** One score for each model and target, model by model, and whether the target was in the model's training rows. */
export interface TrialScores {
  scores: Float64Array;
  members: Uint8Array;
  models: number;
  targets: number;
}

export interface Rate {
  rate: number;
  interval: [number, number];
}

const NORMAL_95 = 1.959963984540054;

/** How often a member scores above a non-member, ties half, of all models together. Some must be in and some out. */
export function clusteredArea(trials: TrialScores): Rate {
  const { scores, members } = trials;
  const inside = scores.filter((_, i) => members[i] === 1).sort();
  const outside = scores.filter((_, i) => members[i] === 0).sort();
  // Share of the other side that each trial is on the right side of (DeLong, DeLong and Clarke-Pearson 1988).
  const placements = scores.map((score, i) => {
    const others = members[i] === 1 ? outside : inside;
    const below = (countBelow(others, score, false) + countBelow(others, score, true)) / (2 * others.length);
    return members[i] === 1 ? below : 1 - below;
  });
  const rate = placements.reduce((sum, p, i) => sum + (members[i] === 1 ? p : 0), 0) / inside.length;
  const influences = placements.map((p, i) => (p - rate) / (members[i] === 1 ? inside.length : outside.length));
  const margin = halfWidth(influences, trials);
  return { rate, interval: [Math.max(0, rate - margin), Math.min(1, rate + margin)] };
}

/**
 * The share of members that score above all but `falsePositives` (a share) of the non-members; some must
 * be in and some out. The interval is of the ratio of both rates (Katz et al., Biometrics 1978): the threshold is estimated as well.
 */
export function clusteredHits(trials: TrialScores, falsePositives: number): Rate & { mistakes: number } {
  const { scores, members } = trials;
  const outside = scores.filter((_, i) => members[i] === 0).sort();
  const inside = scores.length - outside.length;
  const allowed = Math.floor(falsePositives * outside.length);
  const threshold = outside[outside.length - 1 - allowed] as number;
  const above = scores.map((score) => (score > threshold ? 1 : 0));
  const hits = above.reduce((sum, is, i) => sum + is * (members[i] as number), 0);
  const mistakes = above.reduce((sum, is) => sum + is, 0) - hits;
  // Half a count keeps the logarithm finite where nothing was hit.
  const [seen, mistaken] = [Math.max(0.5, hits), Math.max(0.5, mistakes)];
  const influences = above.map((is, i) =>
    members[i] === 1 ? (is - hits / inside) / seen : (mistakes / outside.length - is) / mistaken,
  );
  const alone = 1 / seen - 1 / inside + 1 / mistaken - 1 / outside.length;
  const spread = Math.exp(halfWidth(influences, trials, alone));
  return {
    rate: hits / inside,
    mistakes: mistakes / outside.length,
    interval: [hits / inside / spread, Math.min(1, (seen / inside) * spread)],
  };
}

/**
 * Half the 95 % interval of a statistic from what each trial adds to its error, where trials of one model, and those of
 * one target, may err alike (two-way clusters, Cameron, Gelbach and Miller 2011). To the variance of independent trials
 * each way adds what its clusters vary beyond it; that of the models, of which there are few, by Student's t.
 */
function halfWidth(influences: Float64Array, { models, targets }: TrialScores, least = 0): number {
  const byModel = new Float64Array(models);
  const byTarget = new Float64Array(targets);
  for (const [i, influence] of influences.entries()) {
    const [m, t] = [Math.floor(i / targets), i % targets];
    byModel[m] = (byModel[m] as number) + influence;
    byTarget[t] = (byTarget[t] as number) + influence;
  }
  const alone = Math.max(least, sumOfSquares(influences));
  const ofModels = Math.max(0, (sumOfSquares(byModel) * models) / (models - 1) - alone);
  const ofTargets = Math.max(0, (sumOfSquares(byTarget) * targets) / (targets - 1) - alone);
  return Math.sqrt(NORMAL_95 ** 2 * (alone + ofTargets) + studentQuantile(0.975, models - 1) ** 2 * ofModels);
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}
