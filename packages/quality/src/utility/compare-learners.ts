import { HeadwaterError, type LearnerComparison, type LearnerName, type TaskScores } from '@headwater/contracts';
import type { Pace } from '../pace';
import { percentileInterval } from './bootstrap';
import { learnBoostedTrees } from './learners/boosted-trees';
import type { Examples, Learner, LearntModel } from './learners/learner';
import { learnLinear } from './learners/linear';
import { learnNetwork } from './learners/network';
import type { PredictionTask } from './prediction-task';
import { scoreClasses } from './scores/class-scores';
import { allRows, headlineOf, type Headline } from './scores/headline';
import { scoreNumbers } from './scores/number-scores';

export const LEARNERS: readonly LearnerName[] = ['boosted_trees', 'linear', 'network'];

/** The same of the two models that were trained alike, on real and on synthetic rows. */
export interface Pair<T> {
  real: T;
  synthetic: T;
}

/** Two models of one learner and what they say of the held-out rows, row by row as models predict. */
export interface LearntPair {
  learner: LearnerName;
  models: Pair<LearntModel>;
  predicted: Pair<Float64Array>;
  seconds: number;
}

const LEARN: Record<LearnerName, Learner> = {
  boosted_trees: learnBoostedTrees,
  linear: learnLinear,
  network: learnNetwork,
};

/**
 * Trains a learner on real rows and on as many synthetic ones, and lets both predict the held-out rows; or says why not:
 * its training may diverge where that of others does not.
 * @throws HeadwaterError RUN_CANCELLED
 */
export async function learnPair(
  learner: LearnerName,
  task: PredictionTask,
  { seed, pace }: { seed: number; pace: Pace },
): Promise<LearntPair | { learner: LearnerName; reason: string }> {
  const since = performance.now();
  const learn = (on: Examples, from: string): Promise<LearntModel> =>
    LEARN[learner](on, { seed, pace, note: `learning from ${from} rows (${learner.replace('_', ' ')})` });
  try {
    const models = { real: await learn(task.train, 'real'), synthetic: await learn(task.synthetic, 'synthetic') };
    const { features } = task.holdout;
    const predicted = {
      real: await models.real.predict(features),
      synthetic: await models.synthetic.predict(features),
    };
    return { learner, models, predicted, seconds: (performance.now() - since) / 1000 };
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'MODEL_DIVERGED')
      return { learner, reason: 'its training diverged' };
    throw error;
  }
}

/**
 * Train on synthetic, test on real, beside train on real, test on real (Esteban, Hyland and Rätsch 2017). Intervals are
 * 95 % of a bootstrap of the held-out rows, the same for all learners: what another holdout would give with the same
 * models. `replicates` are the counts of each row.
 */
export async function comparePairs(
  pairs: readonly LearntPair[],
  task: PredictionTask,
  replicates: AsyncIterable<Uint16Array>,
): Promise<LearnerComparison[]> {
  const { target } = task.holdout;
  const headlines = pairs.map(({ predicted }): Pair<Headline> => ({
    real: headlineOf(task.task, target, predicted.real),
    synthetic: headlineOf(task.task, target, predicted.synthetic),
  }));
  const resampled = pairs.map(() => ({ scores: [] as number[], gaps: [] as number[] }));
  for await (const counts of replicates) {
    for (const [i, { real, synthetic }] of headlines.entries()) {
      const [a, b] = [real(counts), synthetic(counts)];
      if (a === null || b === null) continue;
      resampled[i]?.scores.push(b);
      resampled[i]?.gaps.push(a - b);
    }
  }
  const every = allRows(target.length);
  return pairs.map(({ learner, predicted }, i): LearnerComparison => {
    const [real, synthetic] = [headlines[i]?.real(every) ?? null, headlines[i]?.synthetic(every) ?? null];
    const { scores = [], gaps = [] } = resampled[i] ?? {};
    return {
      learner,
      real: scoresOf(task, predicted.real),
      synthetic: scoresOf(task, predicted.synthetic),
      headline: { real, synthetic, interval: percentileInterval(scores) },
      gap: {
        score: real === null || synthetic === null ? null : real - synthetic,
        interval: percentileInterval(gaps),
      },
    };
  });
}

function scoresOf({ task, classes, holdout }: PredictionTask, predictions: Float64Array): TaskScores {
  if (task.kind === 'numbers') return { kind: 'numbers', ...scoreNumbers(holdout.target, predictions) };
  // Classes come most frequent first.
  const minority = classes.length - 1;
  const options = { classes: task.classes, minority };
  return { kind: 'classes', ...scoreClasses(holdout.target, predictions, options) };
}
