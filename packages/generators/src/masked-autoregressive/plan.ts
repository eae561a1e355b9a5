import type { Layout } from './layout';
import type { MaskShares } from './masks';
import type { NetworkSize } from './network';
import type { MaskedAutoregressiveParameters } from './parameters';
import { withinBudget } from './time-budget';

/** Every size of a training run, settled before its first step. Same table shape and parameters: same plan. */
export interface TrainingPlan extends NetworkSize {
  trainRows: number;
  validationRows: number;
  /** Times each validation row is judged, each with another mask. */
  validationMasks: number;
  masks: MaskShares;
  batch: number;
  stepsPerEpoch: number;
  steps: number;
  /** Steps between validations. */
  validateEvery: number;
  learningRate: number;
  warmupSteps: number;
  weightDecay: number;
  /** Decay per step of the averaged weights. */
  averageDecay: number;
  patience: number;
  maxSeconds: number | null;
}

/** What the sizes depend on beside the parameters. */
export interface PlanInput {
  rows: number;
  layout: Layout;
  /** Columns (of the layout) that are declared targets. */
  targets: readonly number[];
  threads: number;
}

/** Steps for a table of REFERENCE_ROWS rows; they grow with the square root of the rows, and stop early where that is too many. */
const REFERENCE_STEPS = 5000;
const REFERENCE_ROWS = 40_000;
const VALIDATIONS = 60;
/** What a run is planned to take on one core at most where no budget is given: hundreds of columns would take hours. */
const MOST_SECONDS = 1200;
/** Share of the rows that train the second level, where there is one. */
const PARTS_SHARE = 0.15;
/** Codes a column has at most that somebody may want to predict. */
const FEW_CODES = 20;

/** Sizes for a table of `rows` rows laid out as `layout`; what `parameters` gives wins. */
export function planTraining(input: PlanInput, parameters: MaskedAutoregressiveParameters): TrainingPlan {
  const { rows, layout } = input;
  const share = parameters.validationShare ?? (rows < 2000 ? 0.1 : 0.07);
  const validationRows = Math.max(1, Math.min(4096, Math.round(rows * share), rows - 1));
  const trainRows = rows - validationRows;
  const batch = Math.min(trainRows, parameters.batch ?? defaultBatch(trainRows, layout));
  const stepsPerEpoch = Math.max(1, Math.floor(trainRows / batch));
  const relative = trainRows / REFERENCE_ROWS;
  const wanted = Math.max(800, Math.round(REFERENCE_STEPS * Math.sqrt(relative)));
  const wished = {
    hidden: parameters.hidden ?? defaultHidden(trainRows, layout),
    blocks: parameters.blocks,
    steps: parameters.epochs === null ? Math.max(wanted, stepsPerEpoch) : parameters.epochs * stepsPerEpoch,
  };
  const { maxSeconds } = parameters;
  const sized =
    parameters.epochs !== null && maxSeconds === null
      ? wished
      : withinBudget(
          maxSeconds ?? MOST_SECONDS,
          maxSeconds === null ? 1 : input.threads,
          layout,
          batch,
          wished,
          parameters,
        );
  return {
    hidden: sized.hidden,
    blocks: sized.blocks,
    trainRows,
    validationRows,
    validationMasks: validationMasks(validationRows, layout),
    masks: maskShares(layout, input.targets, parameters.targetShare),
    batch,
    stepsPerEpoch,
    steps: sized.steps,
    validateEvery: Math.max(1, Math.ceil(sized.steps / VALIDATIONS)),
    learningRate: parameters.learningRate,
    warmupSteps: Math.min(100, Math.floor(sized.steps / 20)),
    weightDecay: parameters.weightDecay ?? Number(Math.min(1, 0.1 / Math.sqrt(relative)).toFixed(3)),
    averageDecay: sized.steps < 2000 ? 0.98 : 0.99,
    patience: parameters.patience,
    maxSeconds,
  };
}

/** As many for each level, where there are two. */
function validationMasks(validationRows: number, layout: Layout): number {
  const levels = layout.parts.length > 0 ? 2 : 1;
  return levels * Math.max(1, Math.min(32, Math.ceil(2048 / levels / validationRows)));
}

function maskShares(layout: Layout, targets: readonly number[], share: number): MaskShares {
  const few = layout.values.filter((column) => (layout.widths[column] as number) <= FEW_CODES);
  const columns = targets.length > 0 ? targets : few;
  const alone = layout.values.length < 2;
  return {
    parts: layout.parts.length > 0 ? PARTS_SHARE : 0,
    favoured: columns.length === 0 || alone ? 0 : share,
    columns,
  };
}

/** Powers of two that give a small table some 8 steps an epoch; very wide rows make memory the limit. */
function defaultBatch(rows: number, layout: Layout): number {
  const byRows = 2 ** Math.floor(Math.log2(Math.max(16, rows / 8)));
  return Math.min(layout.total > 4000 ? 128 : 512, byRows);
}

function defaultHidden(rows: number, layout: Layout): number {
  if (rows < 2000 || layout.columns > 500) return 64;
  return layout.total > 1200 && rows >= 5000 ? 256 : 128;
}

/** Learning rate of a step: a short rise from 0, then a cosine to 0. */
export function learningRateAt(plan: TrainingPlan, step: number): number {
  if (step < plan.warmupSteps) return (plan.learningRate * (step + 1)) / plan.warmupSteps;
  const done = (step - plan.warmupSteps) / Math.max(1, plan.steps - plan.warmupSteps);
  return plan.learningRate * 0.5 * (1 + Math.cos(Math.PI * done));
}
