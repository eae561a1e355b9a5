import type { Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { compareColumns, type ComparedColumn } from '../compared-columns';
import { notComputed, type MeasureDefinition } from '../measured';
import { Pace, type Watcher } from '../pace';
import { requireSameColumns } from '../same-columns';
import { predictionTask, type PredictionTask } from '../utility/prediction-task';
import { AMPLIFICATION, DIFFERENCE, REPRESENTATION } from './definitions';
import { DIFFERENCES } from './differences';
import { amplificationMeasure, differenceMeasure, representationMeasure, type NotedMeasure } from './fairness-measures';
import { modelFairness, type GroupingOutcome } from './model-fairness';
import { representations, type Representation } from './representation';
import { sensitiveGroups } from './sensitive-groups';

export interface FairnessRequest extends Watcher {
  train: Frame;
  /** Real rows the generator never saw: both models are tested on them. */
  holdout: Frame;
  synthetic: Frame;
  /** The columns that tell people apart; each pair of them is looked at too. */
  sensitive: readonly string[];
  /** The outcome that fairness is about: a column of two classes, or of more with `positive`. */
  target?: string;
  /** The class of the target that counts as the positive outcome; of two classes, the less frequent by default. */
  positive?: string;
  /** Rows of each table that models and rates read at most. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
}

/** One sensitive attribute, or a pair. */
export interface FairnessGrouping {
  attributes: string[];
  groups: string[];
  representation: Representation | null;
  /** null where the target allows none; the measures say why. */
  outcome: GroupingOutcome | null;
}

export interface FairnessAssessment {
  measures: Measure[];
  tables: {
    /** The class of the target that counts as positive; null where there is none. */
    positive: string | null;
    groupings: FairnessGrouping[];
  };
  notes: string[];
}

/**
 * Whether groups of people are there as often in the synthetic rows, and whether labels, and models trained on them,
 * treat groups less alike than real ones do: representation_distance, label_parity_difference,
 * statistical_parity_difference, equal_opportunity_difference, equalised_odds_difference and bias_amplification. Each
 * measure is that of the attribute or pair that is worst; the tables hold all of them.
 *
 * A measure that cannot be computed has a reason. Throws SOURCE_SCHEMA_MISMATCH if the tables' columns differ,
 * SPEC_COLUMN_UNKNOWN for a column that is not there, SPEC_INVALID if a sensitive one identifies or is a text,
 * RUN_CANCELLED if `stopRequested` answers true.
 */
export async function assessFairness(request: FairnessRequest): Promise<FairnessAssessment> {
  const { train, holdout, synthetic, sensitive, seed } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  const pace = new Pace(request);
  const since = performance.now();
  const columns = compareColumns(train, holdout, synthetic);
  const groupings = sensitiveGroups(columns, sensitive);
  const counted = groupings.length > 0 && train.rows > 0 && synthetic.rows > 0;
  const shares = counted ? await representations(groupings, { seed, pace }) : [];
  const modelling = performance.now();
  const task = groupings.length === 0 ? NO_COLUMN : binaryTask(columns, request);
  const outcomes = typeof task === 'string' ? [] : await modelFairness(task, groupings, { seed, pace });
  const all = groupings.map(({ attributes, names }, i): FairnessGrouping => ({
    attributes,
    groups: names,
    representation: shares[i] ?? null,
    outcome: outcomes[i] ?? null,
  }));
  const found =
    typeof task === 'string'
      ? [...DIFFERENCES.map((name) => DIFFERENCE[name]), AMPLIFICATION].map((d) => missing(d, task, modelling))
      : [...DIFFERENCES.map((name) => differenceMeasure(name, all, modelling)), amplificationMeasure(all, modelling)];
  const whyNoShares = groupings.length === 0 ? NO_COLUMN : 'a table has no rows';
  const first = counted ? representationMeasure(all, since) : missing(REPRESENTATION, whyNoShares, since);
  const measures = [first, ...found];
  return {
    measures: measures.map((m) => m.measure),
    tables: { positive: typeof task === 'string' ? null : (task.classes[1] ?? null), groupings: all },
    notes: [
      ...measures.flatMap((m) => (m.note === null ? [] : [m.note])),
      ...(typeof task === 'string' ? [] : task.notes),
    ],
  };
}

const NO_COLUMN = 'no sensitive column is named';

function missing(definition: MeasureDefinition, reason: string, since: number): NotedMeasure {
  return { measure: notComputed(definition, reason, since), note: null };
}

/** The task of telling the positive outcome, or why there is none. */
function binaryTask(columns: readonly ComparedColumn[], request: FairnessRequest): PredictionTask | string {
  const { target, positive, sampleRows, seed } = request;
  const task = predictionTask(columns, { target, sampleRows, seed, ...(positive !== undefined && { positive }) });
  if ('reason' in task) return task.reason;
  if (task.task.kind === 'numbers') return 'the target is a number, not a yes-or-no outcome';
  if (task.classes.length > 2) return 'the target has more than two classes and none is named as positive';
  return task;
}
