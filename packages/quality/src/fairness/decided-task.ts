import type { ComparedColumn } from '../compared-columns';
import type { Pace } from '../pace';
import { learnPair, type Pair } from '../utility/compare-learners';
import { predictionTask, type PredictionTask } from '../utility/prediction-task';
import type { LearntTask } from '../utility/assess-utility';

/** A yes-or-no outcome: examples, and the probability of the positive class that each model gives held-out rows. */
export interface DecidedTask {
  task: PredictionTask;
  /** The class that counts as positive. */
  positive: number;
  probabilities: Pair<Float64Array>;
}

export interface OutcomeOptions {
  target?: string | undefined;
  /** The class of the target that counts as the positive outcome; of two classes, the less frequent by default. */
  positive?: string | undefined;
  sampleRows: number;
  seed: number;
  pace: Pace;
}

/**
 * Boosted trees learnt from real and from synthetic rows (the protected columns among their features), or why there are
 * none. Those of `learnt` are taken where they tell the same two classes apart.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN if there is no such target, RUN_CANCELLED
 */
export async function decidedTask(
  columns: readonly ComparedColumn[],
  options: OutcomeOptions,
  learnt: LearntTask | null,
): Promise<DecidedTask | { reason: string }> {
  const { positive } = options;
  if (learnt?.task.classes.length === 2) {
    const known = positive === undefined ? 1 : learnt.task.classes.indexOf(positive);
    if (known >= 0) return decide(learnt, known);
  }
  const task = predictionTask(columns, {
    target: options.target,
    sampleRows: options.sampleRows,
    seed: options.seed,
    ...(positive !== undefined && { positive }),
  });
  if ('reason' in task) return task;
  if (task.task.kind === 'numbers') return { reason: 'the target is a number, not a yes-or-no outcome' };
  if (task.classes.length > 2) return { reason: 'the target has more than two classes and none is named as positive' };
  const trees = await learnPair('boosted_trees', task, options);
  return 'reason' in trees ? trees : decide({ task, trees }, 1);
}

function decide({ task, trees }: LearntTask, positive: number): DecidedTask {
  const of = (predicted: Float64Array): Float64Array =>
    task.holdout.target.map((_, i) => predicted[2 * i + positive] as number);
  return {
    task,
    positive,
    probabilities: { real: of(trees.predicted.real), synthetic: of(trees.predicted.synthetic) },
  };
}
