import type { Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { compareColumns } from '../compared-columns';
import { measured, notComputed } from '../measured';
import { Pace, type Watcher } from '../pace';
import { requireSameColumns } from '../same-columns';
import { LEARNERS, tryLearner, type LearnerComparison, type LearntPair } from './compare-learners';
import { gapDefinition, IMPORTANCE, tstrDefinition } from './definitions';
import { permutationImportance, type FeatureImportance } from './permutation-importance';
import { predictionTask, type PredictionTask } from './prediction-task';
import { rankCorrelation } from './scores/ranking';

export interface UtilityRequest extends Watcher {
  /** The real rows the generator was trained on. */
  train: Frame;
  /** Real rows it never saw: every model is tested on them. */
  holdout: Frame;
  synthetic: Frame;
  /** The column to be predicted from the others. */
  target?: string;
  /** Rows of each table that are read at most. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
}

/** What lies behind the measures, for a report. */
export interface UtilityTables {
  kind: 'binary' | 'multiclass' | 'regression' | null;
  /** Rows learnt from (equally many real and synthetic ones) and rows tested on. */
  rows: { learnt: number; tested: number };
  /** Names of the classes, most frequent first, in the order of each learner's `classes`; none for numbers. */
  classes: string[];
  learners: LearnerComparison[];
  /** Of the boosted trees, most important to the model of real rows first. */
  importances: FeatureImportance[];
}

export interface UtilityAssessment {
  measures: Measure[];
  tables: UtilityTables;
  notes: string[];
}

/**
 * How well models trained on synthetic rows do on real ones, beside models trained on as many real rows: tstr_auc or
 * tstr_r2 (boosted trees), the same with _linear and _network, tstr_gap, feature_importance_correlation.
 *
 * A measure that cannot be computed has a reason. Throws SOURCE_SCHEMA_MISMATCH if the tables' columns differ,
 * SPEC_COLUMN_UNKNOWN if there is no such target, RUN_CANCELLED if `stopRequested` answers true.
 */
export async function assessUtility(request: UtilityRequest): Promise<UtilityAssessment> {
  const { train, holdout, synthetic, target, sampleRows, seed } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  const pace = new Pace(request);
  const since = performance.now();
  const task = predictionTask(compareColumns(train, holdout, synthetic), { target, sampleRows, seed });
  if ('reason' in task) {
    const kind = task.kind;
    const definitions = [...LEARNERS.map((name) => tstrDefinition(name, kind)), gapDefinition(kind), IMPORTANCE];
    return { measures: definitions.map((d) => notComputed(d, task.reason, since)), tables: NO_TABLES, notes: [] };
  }
  const { measures, comparisons, trees } = await learnerMeasures(task, { seed, pace });
  const shuffling = performance.now();
  const importances = trees === null ? [] : await permutationImportance(task, trees, { seed, pace });
  return {
    measures: [...measures, importanceMeasure(importances, shuffling)],
    tables: {
      kind: task.task.kind === 'numbers' ? 'regression' : task.task.classes === 2 ? 'binary' : 'multiclass',
      rows: { learnt: task.train.target.length, tested: task.holdout.target.length },
      classes: task.classes,
      learners: comparisons,
      importances,
    },
    notes: task.notes,
  };
}

const NO_TABLES: UtilityTables = {
  kind: null,
  rows: { learnt: 0, tested: 0 },
  classes: [],
  learners: [],
  importances: [],
};

async function learnerMeasures(
  task: PredictionTask,
  options: { seed: number; pace: Pace },
): Promise<{ measures: Measure[]; comparisons: LearnerComparison[]; trees: LearntPair | null }> {
  const kind = task.task.kind;
  const measures: Measure[] = [];
  const comparisons: LearnerComparison[] = [];
  let trees: LearntPair | null = null;
  for (const name of LEARNERS) {
    const since = performance.now();
    const definition = tstrDefinition(name, kind);
    const found = await tryLearner(name, task, options);
    if ('reason' in found) {
      measures.push(notComputed(definition, found.reason, since));
      continue;
    }
    const { headline } = found.comparison;
    comparisons.push(found.comparison);
    measures.push(
      fromScore(
        definition,
        { score: headline.synthetic, reference: headline.real, interval: headline.interval },
        since,
      ),
    );
    if (name === 'boosted_trees') trees = found.models;
  }
  const since = performance.now();
  const gap = comparisons.find((c) => c.learner === 'boosted_trees')?.gap ?? { score: null, interval: null };
  return { measures: [...measures, fromScore(gapDefinition(kind), gap, since)], comparisons, trees };
}

function importanceMeasure(importances: readonly FeatureImportance[], since: number): Measure {
  const correlation = rankCorrelation(
    importances.map((f) => f.real),
    importances.map((f) => f.synthetic),
  );
  if (correlation === null) return notComputed(IMPORTANCE, 'fewer than two features differ in importance', since);
  return measured(IMPORTANCE, { score: correlation }, since);
}

function fromScore(
  definition: Parameters<typeof measured>[0],
  {
    score,
    reference = null,
    interval,
  }: { score: number | null; reference?: number | null; interval: [number, number] | null },
  since: number,
): Measure {
  if (score === null) return notComputed(definition, 'the held-out rows do not determine it', since);
  return measured(definition, { score, reference, ...(interval && { interval }) }, since);
}
