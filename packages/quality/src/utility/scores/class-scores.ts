import type { ClassScores, OneClassScores } from '@headwater/contracts';
import { averagePrecision, rocAuc } from './ranking';

const SMALLEST = Number.EPSILON;

/** `probabilities` row by row (rows × classes), `truth` a class a row, `minority` the class whose F1 is taken. */
export function scoreClasses(
  truth: Float64Array,
  probabilities: Float64Array,
  { classes, minority }: { classes: number; minority: number },
): ClassScores {
  const predicted = Int32Array.from(truth, (_, row) => mostProbable(probabilities, row, classes));
  const columns = Array.from({ length: classes }, (_, k) =>
    truth.map((_, i) => probabilities[i * classes + k] as number),
  );
  const each = columns.map((scores, k): OneClassScores => ({
    auc: rocAuc(isClass(truth, k), scores)?.auc ?? null,
    averagePrecision: averagePrecision(isClass(truth, k), scores),
    ...decisions(truth, predicted, k),
  }));
  const chosen = classes === 2 ? [each[minority] as OneClassScores] : each;
  return {
    auc: meanOfAll(chosen.map((c) => c.auc)),
    averagePrecision: meanOfAll(chosen.map((c) => c.averagePrecision)),
    minorityF1: (each[minority] as OneClassScores).f1,
    accuracy: truth.reduce((sum, y, i) => sum + (predicted[i] === y ? 1 : 0), 0) / truth.length,
    logLoss: logLoss(truth, probabilities, classes),
    classes: each,
  };
}

/** 1 where the row has the class. */
export function isClass(truth: Float64Array, k: number): Uint8Array {
  return Uint8Array.from(truth, (y) => (y === k ? 1 : 0));
}

function mostProbable(probabilities: Float64Array, row: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) {
    if ((probabilities[row * classes + k] as number) > (probabilities[row * classes + best] as number)) best = k;
  }
  return best;
}

function decisions(
  truth: Float64Array,
  predicted: Int32Array,
  k: number,
): Pick<OneClassScores, 'precision' | 'recall' | 'f1'> {
  let both = 0;
  let given = 0;
  let held = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === k) held++;
    if (predicted[i] === k) given++;
    if (truth[i] === k && predicted[i] === k) both++;
  }
  const share = (of: number): number => (of === 0 ? 0 : both / of);
  return { precision: share(given), recall: share(held), f1: share((given + held) / 2) };
}

/** Mean of minus the log of the true class's probability, which is kept off 0 and 1 by the machine's precision. */
function logLoss(truth: Float64Array, probabilities: Float64Array, classes: number): number {
  let sum = 0;
  for (const [i, y] of truth.entries()) {
    const p = probabilities[i * classes + y] as number;
    sum -= Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, p)));
  }
  return sum / truth.length;
}

function meanOfAll(values: (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}
