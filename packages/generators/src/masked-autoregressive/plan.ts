import type { Layout } from './layout';
import type { NetworkSize } from './network';
import type { MaskedAutoregressiveParameters } from './parameters';

/** Every size of a training run, settled before its first step. Same table shape and parameters: same plan. */
export interface TrainingPlan extends NetworkSize {
  trainRows: number;
  validationRows: number;
  /** Times each validation row is judged, each with another mask. */
  validationMasks: number;
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

/**
 * Steps for a table of REFERENCE_ROWS rows. Longer tables get more by the square root of their rows; shorter ones fewer by
 * a higher power: they must reach the low end of the learning rate before they overfit.
 */
const REFERENCE_STEPS = 4200;
const REFERENCE_ROWS = 40_000;
const VALIDATIONS = 60;

/** Sizes for `rows` rows laid out as `layout`; what `parameters` gives wins. */
export function planTraining(rows: number, layout: Layout, parameters: MaskedAutoregressiveParameters): TrainingPlan {
  const share = parameters.validationShare ?? (rows < 2000 ? 0.1 : 0.07);
  const validationRows = Math.max(1, Math.min(4096, Math.round(rows * share), rows - 1));
  const trainRows = rows - validationRows;
  const batch = Math.min(trainRows, parameters.batch ?? defaultBatch(trainRows, layout));
  const stepsPerEpoch = Math.max(1, Math.floor(trainRows / batch));
  const relative = trainRows / REFERENCE_ROWS;
  const wanted = Math.max(800, Math.round(REFERENCE_STEPS * relative ** (relative < 1 ? 0.75 : 0.5)));
  const steps = parameters.epochs === null ? Math.max(wanted, stepsPerEpoch) : parameters.epochs * stepsPerEpoch;
  return {
    hidden: parameters.hidden ?? defaultHidden(trainRows, layout),
    blocks: parameters.blocks,
    trainRows,
    validationRows,
    validationMasks: Math.max(1, Math.min(32, Math.ceil(2048 / validationRows))),
    batch,
    stepsPerEpoch,
    steps,
    validateEvery: Math.max(1, Math.ceil(steps / VALIDATIONS)),
    learningRate: parameters.learningRate,
    warmupSteps: Math.min(100, Math.floor(steps / 20)),
    weightDecay: parameters.weightDecay ?? Number(Math.min(1, 0.1 / Math.sqrt(relative)).toFixed(3)),
    averageDecay: steps < 2000 ? 0.98 : 0.99,
    patience: parameters.patience,
    maxSeconds: parameters.maxSeconds,
  };
}

/** Powers of two that give a small table some 8 steps an epoch; very wide rows make memory the limit. */
function defaultBatch(rows: number, layout: Layout): number {
  const byRows = 2 ** Math.floor(Math.log2(Math.max(16, rows / 8)));
  return Math.min(layout.total > 4000 ? 128 : 512, byRows);
}

function defaultHidden(rows: number, layout: Layout): number {
  if (rows < 2000 || layout.columns > 500) return 64;
  return layout.total > 1200 && rows >= 5000 ? 192 : 128;
}

/** Learning rate of a step: a short rise from 0, then a cosine to 0. */
export function learningRateAt(plan: TrainingPlan, step: number): number {
  if (step < plan.warmupSteps) return (plan.learningRate * (step + 1)) / plan.warmupSteps;
  const done = (step - plan.warmupSteps) / Math.max(1, plan.steps - plan.warmupSteps);
  return plan.learningRate * 0.5 * (1 + Math.cos(Math.PI * done));
}
