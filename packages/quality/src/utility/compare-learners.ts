import { HeadwaterError } from '@headwater/contracts';
import type { Pace } from '../pace';
import { bootstrapCounts, percentileInterval, REPLICATES } from './bootstrap';
import { learnBoostedTrees } from './learners/boosted-trees';
import type { Examples, Learner, LearntModel } from './learners/learner';
import { learnLinear } from './learners/linear';
import { learnNetwork } from './learners/network';
import type { PredictionTask } from './prediction-task';
import { scoreClasses, type ClassScores } from './scores/class-scores';
import { allRows, headlineOf, type Headline } from './scores/headline';
import { scoreNumbers, type NumberScores } from './scores/number-scores';

export const LEARNERS = ['boosted_trees', 'linear', 'network'] as const;
export type LearnerName = (typeof LEARNERS)[number];

export type TaskScores = ({ kind: 'classes' } & ClassScores) | ({ kind: 'numbers' } & NumberScores);

/** One learner, trained on real rows and on as many synthetic ones, both tested on the held-out rows. */
export interface LearnerComparison {
  learner: LearnerName;
  real: TaskScores;
  synthetic: TaskScores;
  /** AUC (its mean over classes where there are more than two) or R². */
  headline: { real: number | null; synthetic: number | null; interval: [number, number] | null };
  /** What training on synthetic rows loses: the headline of real minus that of synthetic; the interval is of pairs. */
  gap: { score: number | null; interval: [number, number] | null };
}

/** The two models behind a comparison. */
export interface LearntPair {
  real: LearntModel;
  synthetic: LearntModel;
}

const LEARN: Record<LearnerName, Learner> = {
  boosted_trees: learnBoostedTrees,
  linear: learnLinear,
  network: learnNetwork,
};

/**
 * Train on synthetic, test on real, beside train on real, test on real (Esteban, Hyland and Rätsch 2017). Intervals are
 * 95 % of a bootstrap of the held-out rows: what another holdout would give with the same two models.
 * @throws HeadwaterError MODEL_DIVERGED, RUN_CANCELLED
 */
async function compareLearner(
  learner: LearnerName,
  task: PredictionTask,
  { seed, pace }: { seed: number; pace: Pace },
): Promise<{ comparison: LearnerComparison; models: LearntPair }> {
  const learn = (on: Examples, from: string): Promise<LearntModel> =>
    LEARN[learner](on, { seed, pace, note: `learning from ${from} rows (${learner.replace('_', ' ')})` });
  const models = { real: await learn(task.train, 'real'), synthetic: await learn(task.synthetic, 'synthetic') };
  const { features, target } = task.holdout;
  const predicted = {
    real: await models.real.predict(features),
    synthetic: await models.synthetic.predict(features),
  };
  const real = headlineOf(task.task, target, predicted.real);
  const synthetic = headlineOf(task.task, target, predicted.synthetic);
  const every = allRows(target.length);
  const [realScore, syntheticScore] = [real(every), synthetic(every)];
  const resampled = await resample(real, synthetic, target.length, { seed, pace });
  const comparison: LearnerComparison = {
    learner,
    real: score(task, predicted.real),
    synthetic: score(task, predicted.synthetic),
    headline: { real: realScore, synthetic: syntheticScore, interval: percentileInterval(resampled.scores) },
    gap: {
      score: realScore === null || syntheticScore === null ? null : realScore - syntheticScore,
      interval: percentileInterval(resampled.gaps),
    },
  };
  return { comparison, models };
}

async function resample(
  real: Headline,
  synthetic: Headline,
  rows: number,
  { seed, pace }: { seed: number; pace: Pace },
): Promise<{ scores: number[]; gaps: number[] }> {
  const scores: number[] = [];
  const gaps: number[] = [];
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace.due()) await pace.turn({ note: 'resampling held-out rows', done: replicate, total: REPLICATES });
    const counts = bootstrapCounts(rows, { seed, purpose: 'quality/utility-bootstrap', replicate });
    const [a, b] = [real(counts), synthetic(counts)];
    if (a === null || b === null) continue;
    scores.push(b);
    gaps.push(a - b);
  }
  return { scores, gaps };
}

function score({ task, classes, holdout }: PredictionTask, predictions: Float64Array): TaskScores {
  if (task.kind === 'numbers') return { kind: 'numbers', ...scoreNumbers(holdout.target, predictions) };
  // Classes come most frequent first.
  const minority = classes.length - 1;
  const options = { classes: task.classes, minority };
  return { kind: 'classes', ...scoreClasses(holdout.target, predictions, options) };
}

/** The comparison, or why this learner has none: its training may diverge where that of others does not. */
export async function tryLearner(
  learner: LearnerName,
  task: PredictionTask,
  options: { seed: number; pace: Pace },
): Promise<{ comparison: LearnerComparison; models: LearntPair } | { reason: string }> {
  try {
    return await compareLearner(learner, task, options);
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'MODEL_DIVERGED') return { reason: 'its training diverged' };
    throw error;
  }
}
