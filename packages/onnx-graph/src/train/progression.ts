import type { PlateauState } from './plateau';
import { initialPlateau } from './plateau';

/** One validation. */
export interface ValidationPoint {
  /** Steps made. */
  step: number;
  /** Mean loss of the steps since the validation before. */
  loss: number;
  /** Means of the step's metrics over the same steps; null where one was not finite. */
  metrics: Record<string, number | null>;
  /** What the validation gave; lower is better. */
  validation: number;
  /** Learning rate of the step before it. */
  learningRate: number;
  /** Seconds trained so far, over all attempts. */
  seconds: number;
}

/** Something that changed the course of training. */
export type TrainingEvent =
  /** No improvement for a while: from `step` on, the schedule is multiplied by `factor` in all. */
  | { kind: 'plateau'; step: number; factor: number }
  /** What diverged at `step` was taken back to `restored`; the schedule is multiplied by `factor` in all from there on. */
  | { kind: 'retry'; step: number; restored: number; factor: number; reason: string };

/** What a training run knows beside its tensors: everything its further course depends on, and its record. Plain JSON. */
export interface Progression {
  /** Steps made: the position in the data, and the counter of every random stream. */
  step: number;
  /** Sums over the steps since the last validation. */
  sums: { steps: number; loss: number; metrics: Record<string, number | null> };
  points: ValidationPoint[];
  events: TrainingEvent[];
  best: { step: number; score: number } | null;
  /** Validations since the best. */
  stale: number;
  plateau: PlateauState;
  /** Times that training went back after it diverged. */
  retries: number;
  /** Seconds trained, over all attempts. */
  seconds: number;
}

export function initialProgression(): Progression {
  return {
    step: 0,
    sums: emptySums(),
    points: [],
    events: [],
    best: null,
    stale: 0,
    plateau: initialPlateau(),
    retries: 0,
    seconds: 0,
  };
}

export function emptySums(): Progression['sums'] {
  return { steps: 0, loss: 0, metrics: {} };
}

/** Adds the losses and metrics of a chunk, step by step in order: where chunks end changes no bit of the sums. */
export function addToSums(
  sums: Progression['sums'],
  losses: Float32Array,
  metrics: Readonly<Record<string, Float32Array>>,
): void {
  sums.steps += losses.length;
  for (const loss of losses) sums.loss += loss;
  for (const [name, values] of Object.entries(metrics)) {
    let sum = sums.metrics[name] === undefined ? 0 : (sums.metrics[name] ?? NaN);
    for (const value of values) sum += value;
    // JSON has no other numbers; a metric may be infinite while the loss is not.
    sums.metrics[name] = Number.isFinite(sum) ? sum : null;
  }
}

/** Means over the steps summed. */
export function meansOf({ steps, loss, metrics }: Progression['sums']): Pick<ValidationPoint, 'loss' | 'metrics'> {
  const mean = (sum: number | null): number | null => (sum === null ? null : sum / Math.max(1, steps));
  return {
    loss: loss / Math.max(1, steps),
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, sum]) => [name, mean(sum)])),
  };
}
