import type { FeatureImportance, LearnerComparison, Measure, UtilityTables } from '@headwater/contracts';
import type { ComparedColumn } from '../compared-columns';
import { measured, notComputed, type MeasureDefinition } from '../measured';
import type { Pace } from '../pace';
import { replicatesOf } from './bootstrap';
import { comparePairs, LEARNERS, learnPair, type LearntPair } from './compare-learners';
import { gapDefinition, IMPORTANCE, tstrDefinition } from './definitions';
import type { Task } from './learners/loss';
import { permutationImportance } from './permutation-importance';
import { predictionTask, type PredictionTask } from './prediction-task';
import { rankCorrelation } from './scores/ranking';

export interface UtilityOptions {
  /** The column to be predicted from the others. */
  target?: string | undefined;
  /** Rows of each table that are read at most. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
  pace: Pace;
}

/** What was to be learnt, and the boosted trees that did. */
export interface LearntTask {
  task: PredictionTask;
  trees: LearntPair;
}

export interface UtilityAssessment {
  /** Of the target; of classes where there is none. */
  kind: Task['kind'];
  measures: Measure[];
  tables: UtilityTables;
  notes: string[];
  /** For who asks more of the same models; null where there are none. */
  learnt: LearntTask | null;
}

/**
 * How well models trained on synthetic rows do on real ones, beside models trained on as many real rows: tstr_auc or
 * tstr_r2 (boosted trees), the same with _linear and _network, tstr_gap, feature_importance_correlation. A measure that
 * cannot be computed has a reason.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN if there is no such target, RUN_CANCELLED
 */
export async function assessUtility(
  columns: readonly ComparedColumn[],
  { target, sampleRows, seed, pace }: UtilityOptions,
): Promise<UtilityAssessment> {
  const since = performance.now();
  const task = predictionTask(columns, { target, sampleRows, seed });
  if ('reason' in task) {
    const kind = task.kind;
    const definitions = [...LEARNERS.map((name) => tstrDefinition(name, kind)), gapDefinition(kind), IMPORTANCE];
    const measures = definitions.map((d) => notComputed(d, task.reason, since));
    return { kind, measures, tables: NO_TABLES, notes: [], learnt: null };
  }
  const tried = [];
  for (const learner of LEARNERS) tried.push(await learnPair(learner, task, { seed, pace }));
  const pairs = tried.filter((t): t is LearntPair => 'models' in t);
  const resampling = { seed, purpose: 'quality/utility-bootstrap', pace, note: 'resampling held-out rows' };
  const comparisons = await comparePairs(pairs, task, replicatesOf(task.holdout.target.length, resampling));
  const trees = pairs.find((p) => p.learner === 'boosted_trees') ?? null;
  const shuffling = performance.now();
  const importances = trees === null ? [] : await permutationImportance(task, trees.models, { seed, pace });
  return {
    kind: task.task.kind,
    measures: [
      ...tried.map((t) => tstrMeasure(t, comparisons, task)),
      gapMeasure(comparisons, task),
      importanceMeasure(importances, shuffling),
    ],
    tables: {
      kind: task.task.kind === 'numbers' ? 'regression' : task.task.classes === 2 ? 'binary' : 'multiclass',
      rows: { learnt: task.train.target.length, tested: task.holdout.target.length },
      classes: task.classes,
      learners: comparisons,
      importances,
    },
    notes: task.notes,
    learnt: trees && { task, trees },
  };
}

const NO_TABLES: UtilityTables = {
  kind: null,
  rows: { learnt: 0, tested: 0 },
  classes: [],
  learners: [],
  importances: [],
};

function tstrMeasure(
  tried: Awaited<ReturnType<typeof learnPair>>,
  comparisons: readonly LearnerComparison[],
  { task }: PredictionTask,
): Measure {
  const definition = tstrDefinition(tried.learner, task.kind);
  if ('reason' in tried) return notComputed(definition, tried.reason, performance.now());
  const headline = comparisons.find((c) => c.learner === tried.learner)?.headline;
  const { synthetic = null, real = null, interval = null } = headline ?? {};
  return { ...fromScore(definition, { score: synthetic, reference: real, interval }), seconds: tried.seconds };
}

function gapMeasure(comparisons: readonly LearnerComparison[], { task }: PredictionTask): Measure {
  const gap = comparisons.find((c) => c.learner === 'boosted_trees')?.gap;
  return fromScore(gapDefinition(task.kind), { score: null, interval: null, ...gap, reference: null });
}

function fromScore(
  definition: MeasureDefinition,
  { score, reference, interval }: Pick<Measure, 'score' | 'reference' | 'interval'>,
): Measure {
  const since = performance.now();
  if (score === null) return notComputed(definition, 'the held-out rows do not determine it', since);
  return measured(definition, { score, reference, ...(interval && { interval }) }, since);
}

function importanceMeasure(importances: readonly FeatureImportance[], since: number): Measure {
  const correlation = rankCorrelation(
    importances.map((f) => f.real),
    importances.map((f) => f.synthetic),
  );
  if (correlation === null) return notComputed(IMPORTANCE, 'fewer than two features differ in importance', since);
  return measured(IMPORTANCE, { score: correlation }, since);
}
