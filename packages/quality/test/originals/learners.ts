import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { compareColumns, Pace } from '../../src';
import { bootstrapCounts, percentileInterval } from '../../src/utility/bootstrap';
import { learnBoostedTrees } from '../../src/utility/learners/boosted-trees';
import type { Learner } from '../../src/utility/learners/learner';
import { learnLinear } from '../../src/utility/learners/linear';
import { learnNetwork } from '../../src/utility/learners/network';
import { predictionTask, type PredictionTask } from '../../src/utility/prediction-task';
import { scoreClasses } from '../../src/utility/scores/class-scores';
import { headlineOf } from '../../src/utility/scores/headline';
import { scoreNumbers } from '../../src/utility/scores/number-scores';
import { unwatched } from '../support/frames';

interface OfClasses {
  auc: number;
  logLoss: number;
}
interface OfNumbers {
  r2: number;
  mae: number;
}
interface Learnt {
  boosted_trees: OfClasses;
  linear: OfClasses;
  network: { mean: number; sd: number };
  boosted_trees_number: OfNumbers;
  linear_number: OfNumbers;
}

const expected = readExpected<{ tstr: { number: string; real: Learnt; synthetic: Learnt } }>('utility');
const options = { seed: 1, pace: new Pace(unwatched), note: 'test' };
/** L-BFGS stops at gradients of 1e-7 a row, and ranks of rows that are almost equal may change places. */
const CONVERGED = 2e-4;

/** Models learnt from the synthetic rows, tested on the held-out ones. */
export async function compareLearners(one: Case): Promise<Comparison[]> {
  const { number, synthetic: wanted } = (expected[one.name] as (typeof expected)[string]).tstr;
  return compareLearnt(one, 'synthetic', number, wanted);
}

/** Models learnt from the training rows. */
export async function compareRealLearners(one: Case): Promise<Comparison[]> {
  const { number, real: wanted } = (expected[one.name] as (typeof expected)[string]).tstr;
  return compareLearnt(one, 'train', number, wanted);
}

async function compareLearnt(
  one: Case,
  from: 'train' | 'synthetic',
  number: string,
  wanted: Learnt,
): Promise<Comparison[]> {
  const found = new Comparisons('scikit-learn 1.9.1');
  const classes = taskOf(one, one.declared.target);
  const part = `${one.declared.target} from ${from === 'train' ? 'real' : 'synthetic'} rows`;
  const trees = await tested(learnBoostedTrees, classes, from);
  found.within(trees.margin, 'tstr_auc', part, trees.auc, wanted.boosted_trees.auc);
  const linear = await tested(learnLinear, classes, from);
  found.within(CONVERGED, 'tstr_auc_linear', part, linear.auc, wanted.linear.auc);
  found.within(CONVERGED, 'tstr_auc_linear: log loss', part, linear.logLoss, wanted.linear.logLoss);
  const network = await tested(learnNetwork, classes, from);
  const { mean, sd } = wanted.network;
  found.within(network.margin + 2 * sd, 'tstr_auc_network', part, network.auc, mean);

  const numbers = taskOf(one, number);
  const ofNumber = `${number} from ${from === 'train' ? 'real' : 'synthetic'} rows`;
  const treesOfNumber = await tested(learnBoostedTrees, numbers, from);
  found.within(treesOfNumber.margin, 'tstr_r2', ofNumber, treesOfNumber.r2, wanted.boosted_trees_number.r2);
  const linearOfNumber = await tested(learnLinear, numbers, from);
  found.within(CONVERGED, 'tstr_r2_linear', ofNumber, linearOfNumber.r2, wanted.linear_number.r2);
  return found.all;
}

function taskOf({ train, holdout, synthetic }: Case, target: string): PredictionTask {
  const columns = compareColumns(train, holdout, synthetic);
  const task = predictionTask(columns, { target, sampleRows: 10_000, seed: 1 });
  if ('reason' in task) throw new Error(task.reason);
  return task;
}

/**
 * Scores on the held-out rows, and how far two models may differ that are equally good: half the width of the headline's
 * 95 % interval, for either of the two.
 */
async function tested(
  learner: Learner,
  task: PredictionTask,
  from: 'train' | 'synthetic',
): Promise<{ auc: number | null; logLoss: number; r2: number | null; margin: number }> {
  const model = await learner(task[from], options);
  const { target, features } = task.holdout;
  const predicted = await model.predict(features);
  const headline = headlineOf(task.task, target, predicted);
  const replicates = Array.from({ length: 60 }, (_, replicate) =>
    headline(bootstrapCounts(target.length, { seed: 1, purpose: 'test', replicate })),
  );
  const [low, high] = percentileInterval(replicates.filter((v) => v !== null)) ?? [0, 0];
  const margin = (Math.SQRT2 * (high - low)) / 2;
  if (task.task.kind === 'numbers') return { auc: null, logLoss: NaN, r2: scoreNumbers(target, predicted).r2, margin };
  const { auc, logLoss } = scoreClasses(target, predicted, {
    classes: task.classes.length,
    minority: task.classes.length - 1,
  });
  return { auc, logLoss, r2: null, margin };
}
