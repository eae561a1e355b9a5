import type { Task } from '../learners/loss';
import { isClass } from './class-scores';
import { fromHighest } from './ranking';

/**
 * The one number a model is judged by, made to be computed again and again on resampled rows: AUC for two classes, its
 * mean over classes (one against the rest) for more, R² for numbers. `counts` says how often each row is drawn; null
 * where the drawn rows do not determine it.
 */
export type Headline = (counts: Uint16Array) => number | null;

/** Of predictions as models give them, row by row. */
export function headlineOf(task: Task, truth: Float64Array, predictions: Float64Array): Headline {
  if (task.kind === 'numbers') return (counts) => weightedR2(truth, predictions, counts);
  const { classes } = task;
  const chosen = classes === 2 ? [1] : Array.from({ length: classes }, (_, k) => k);
  const rankings = chosen.map((k) => {
    const scores = truth.map((_, i) => predictions[i * classes + k] as number);
    return ranked(scores, isClass(truth, k));
  });
  return (counts) => {
    let sum = 0;
    for (const ranking of rankings) {
      const auc = weightedAuc(ranking, counts);
      if (auc === null) return null;
      sum += auc;
    }
    return sum / rankings.length;
  };
}

/** Every row once. */
export function allRows(rows: number): Uint16Array {
  return new Uint16Array(rows).fill(1);
}

/** Rows from the highest score down, put in this order once: resampling only counts. */
interface Ranking {
  rows: Uint32Array;
  /** By rank: whether the row is positive, and whether the next one has a lower score. */
  positive: Uint8Array;
  last: Uint8Array;
}

function ranked(scores: Float64Array, positive: Uint8Array): Ranking {
  const rows = fromHighest(scores);
  return {
    rows,
    positive: Uint8Array.from(rows, (row) => positive[row] as number),
    last: Uint8Array.from(rows, (row, rank) => (scores[row] === scores[rows[rank + 1] ?? -1] ? 0 : 1)),
  };
}

function weightedAuc({ rows, positive, last }: Ranking, counts: Uint16Array): number | null {
  let positives = 0;
  let negatives = 0;
  let area = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let rank = 0; rank < rows.length; rank++) {
    const count = counts[rows[rank] as number] as number;
    if (positive[rank] === 1) tiedPositives += count;
    else tiedNegatives += count;
    if (last[rank] === 0) continue;
    // A negative is won against by every positive above it, and half by those of its own score.
    area += tiedNegatives * (positives + tiedPositives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  return positives === 0 || negatives === 0 ? null : area / positives / negatives;
}

function weightedR2(truth: Float64Array, predicted: Float64Array, counts: Uint16Array): number | null {
  let rows = 0;
  let sum = 0;
  for (let i = 0; i < truth.length; i++) {
    rows += counts[i] as number;
    sum += (counts[i] as number) * (truth[i] as number);
  }
  const mean = sum / rows;
  let squared = 0;
  let spread = 0;
  for (let i = 0; i < truth.length; i++) {
    squared += (counts[i] as number) * ((predicted[i] as number) - (truth[i] as number)) ** 2;
    spread += (counts[i] as number) * ((truth[i] as number) - mean) ** 2;
  }
  return spread === 0 ? null : 1 - squared / spread;
}
