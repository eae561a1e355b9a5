import { RandomStream } from '@headwater/random';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn, Trio } from '../compared-columns';
import { requireColumn } from '../named-column';
import { pick, type FeatureColumn } from './learners/feature-rows';
import type { Examples } from './learners/learner';
import type { Task } from './learners/loss';
import { targetValues, type TargetValues } from './target-classes';

const FEWEST_ROWS = 50;
const FEWEST_TEST_ROWS = 20;
const MOST_FEATURES = 200;

type Side = keyof Trio<unknown>;

/** Two training sets of equally many rows, and held-out rows that both are tested on. */
export interface PredictionTask extends Trio<Examples> {
  task: Task;
  /** Names of the classes, most frequent first; none for numbers. */
  classes: string[];
  features: string[];
  /** Row numbers in the frames the examples come from. */
  rows: Trio<Uint32Array>;
  notes: string[];
}

/** Why nothing can be learnt; of what kind the target is. */
export interface NoTask {
  reason: string;
  kind: Task['kind'];
}

export interface TaskOptions {
  target: string | undefined;
  /** Makes class 1 of this level and class 0 of all others. */
  positive?: string;
  sampleRows: number;
  seed: number;
}

type Usable = ContinuousColumn | DiscreteColumn;

/**
 * What a model is to learn from real and from synthetic rows, or the reason why there is nothing to compare. Rows whose
 * target is missing, infinite or of no class are left out.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN if the target is not a column
 */
export function predictionTask(columns: readonly ComparedColumn[], options: TaskOptions): PredictionTask | NoTask {
  const { target: name, seed } = options;
  if (name === undefined) return { reason: 'no target column is named', kind: 'classes' };
  const target = requireColumn(columns, name, { where: 'target', purpose: 'to be predicted' });
  if (target.kind === 'free') return { reason: 'the target is an identifier or a text', kind: 'classes' };
  const { values, ...drawn } = drawRows(target, options);
  if (options.positive !== undefined && values.kind === 'classes' && !values.train.includes(1))
    return {
      reason: `no training row has the class ${JSON.stringify(options.positive)} of the target`,
      kind: 'classes',
    };
  const { rows } = drawn;
  const features = drawnFeatures(columns, target, seed);
  const classes = values.kind === 'classes' ? values.names : [];
  const task: Task = values.kind === 'classes' ? { kind: 'classes', classes: classes.length } : { kind: 'numbers' };
  const examples = (side: Side): Examples => ({
    features: { rows: rows[side].length, columns: features.map((c) => featureColumn(c, side, rows[side])) },
    target: pick(values[side], rows[side]),
    task,
  });
  const found = { train: examples('train'), synthetic: examples('synthetic'), holdout: examples('holdout') };
  const reason = features.length === 0 ? 'there is no column to predict the target from' : whyNot(found, task);
  if (reason !== null) return { reason, kind: task.kind };
  const notes = [...drawn.notes];
  if (features.length === MOST_FEATURES)
    notes.push(`Prediction: at most ${MOST_FEATURES} columns, drawn with seed ${seed}.`);
  return { ...found, task, classes, features: features.map((c) => c.schema.name), rows, notes };
}

/** Rows with a target: as many synthetic as real ones, and held-out ones; at most `sampleRows` of each. */
function drawRows(
  target: Usable,
  { seed, sampleRows, positive }: TaskOptions,
): { values: TargetValues; rows: Trio<Uint32Array>; notes: string[] } {
  const draw = (from: Uint32Array, side: Side, most: number): Uint32Array => {
    const chosen = new RandomStream(seed, `quality/utility-rows/${side}`).sample(from.length, most);
    return chosen.map((i) => from[i] as number);
  };
  const whole = (side: Side): Uint32Array => Uint32Array.from(target[side], (_, i) => i);
  const most = Math.floor(sampleRows);
  const values = targetValues(target, draw(whole('train'), 'train', most), positive);
  const known = (side: Side): Uint32Array => whole(side).filter((row) => Number.isFinite(values[side][row]));
  const [real, made] = [known('train'), known('synthetic')];
  const size = Math.min(real.length, made.length, most);
  const rows = {
    train: draw(real, 'train', size),
    synthetic: draw(made, 'synthetic', size),
    holdout: draw(known('holdout'), 'holdout', most),
  };
  const all = real.length === size && made.length === size;
  const note = `Prediction: ${size} real and as many synthetic rows are learnt from, drawn with seed ${seed}.`;
  return { values, rows, notes: all ? [] : [note] };
}

function drawnFeatures(columns: readonly ComparedColumn[], target: Usable, seed: number): Usable[] {
  const usable = columns.filter((c): c is Usable => c.kind !== 'free' && c !== target);
  if (usable.length <= MOST_FEATURES) return usable;
  const drawn = new RandomStream(seed, 'quality/utility-columns').sample(usable.length, MOST_FEATURES);
  return [...drawn].map((i) => usable[i] as Usable);
}

function featureColumn(column: Usable, side: Side, rows: Uint32Array): FeatureColumn {
  if (column.kind === 'continuous') return { kind: 'continuous', values: pick(column[side], rows) };
  return { kind: 'discrete', codes: pick(column[side], rows), levels: column.levels.length };
}

function whyNot(examples: Trio<Examples>, task: Task): string | null {
  const distinct = (side: Side): number => new Set(examples[side].target).size;
  const learnt = examples.train.target.length;
  const tested = examples.holdout.target.length;
  if (learnt < FEWEST_ROWS)
    return `it needs ${FEWEST_ROWS} real and ${FEWEST_ROWS} synthetic rows with a target, and has ${learnt}`;
  if (tested < FEWEST_TEST_ROWS) return `it needs ${FEWEST_TEST_ROWS} held-out rows with a target, and has ${tested}`;
  if (task.kind === 'numbers') {
    if (distinct('train') < 2 || distinct('holdout') < 2) return 'the target is constant in the real rows';
    return null;
  }
  if (task.classes < 2 || distinct('train') < 2) return 'the target has a single class in the real rows';
  const missed = task.classes - distinct('synthetic');
  if (missed > 0) return `the synthetic rows miss ${missed} of the ${task.classes} classes of the target`;
  // The rarest class may be left out of the draw although it was counted before.
  if (distinct('train') < task.classes) return 'a class of the target is too rare in the real rows';
  if (distinct('holdout') < task.classes) return 'the held-out rows do not hold every class of the target';
  return null;
}
