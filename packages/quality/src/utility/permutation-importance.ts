import type { FeatureImportance } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Pace } from '../pace';
import type { Pair } from './compare-learners';
import { pick, takeFeatureRows, withShuffledColumn } from './learners/feature-rows';
import type { LearntModel } from './learners/learner';
import type { PredictionTask } from './prediction-task';
import { allRows, headlineOf } from './scores/headline';

const MOST_ROWS = 1000;
const REPEATS = 3;

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019) of every feature, mean over three shuffles of at
 * most 1,000 held-out rows, the same for both models. Most important to the real model first; empty where the headline
 * is not determined by the rows drawn.
 */
export async function permutationImportance(
  task: PredictionTask,
  models: Pair<LearntModel>,
  { seed, pace }: { seed: number; pace: Pace },
): Promise<FeatureImportance[]> {
  const { holdout, features } = task;
  const stream = (purpose: string, index = 0): RandomStream =>
    new RandomStream(seed, `quality/utility-importance/${purpose}`, index);
  const drawn = stream('rows').sample(holdout.features.rows, MOST_ROWS);
  const rows = takeFeatureRows(holdout.features, drawn);
  const truth = pick(holdout.target, drawn);
  const every = allRows(drawn.length);
  const score = async (model: LearntModel, given: typeof rows): Promise<number> =>
    headlineOf(task.task, truth, await model.predict(given))(every) ?? NaN;
  const whole = { real: await score(models.real, rows), synthetic: await score(models.synthetic, rows) };
  if (Number.isNaN(whole.real) || Number.isNaN(whole.synthetic)) return [];
  const orders = Array.from({ length: REPEATS }, (_, repeat) => stream('order', repeat).permutation(drawn.length));
  const found: FeatureImportance[] = [];
  for (const [j, feature] of features.entries()) {
    const fall = { feature, real: 0, synthetic: 0 };
    for (const order of orders) {
      if (pace.due()) await pace.turn({ note: 'shuffling features', done: j, total: features.length });
      const shuffled = withShuffledColumn(rows, j, order);
      fall.real += (whole.real - (await score(models.real, shuffled))) / REPEATS;
      fall.synthetic += (whole.synthetic - (await score(models.synthetic, shuffled))) / REPEATS;
    }
    found.push(fall);
  }
  return found.sort((a, b) => b.real - a.real);
}
