import { RandomStream } from '@headwater/random';
import type { Pace } from '../pace';
import { areaUnderCurve, type Auc } from './auc';
import type { BinnedTable } from './binned-table';
import { HeldOutRows } from './held-out-rows';
import { FOLDS, modelsByFold } from './models-by-fold';
import type { ShuffledColumns } from './shuffled-columns';

const TREES = 150;

/**
 * How well boosted trees tell label 1 from label 0 on rows they did not learn from: the mean AUC over five stratified
 * folds, drawn by the seed. Each label needs 2 x FOLDS rows or more. The variance is that of the mean of independent
 * folds; that folds share training rows is left out, as is usual. `shuffled` is given each fold's model while it is there.
 */
export async function crossValidatedAuc(
  table: BinnedTable,
  labels: Uint8Array,
  options: { seed: number; pace: Pace; note: string; shuffled?: ShuffledColumns },
): Promise<Auc> {
  const { pace, note, shuffled } = options;
  const folds = stratifiedFolds(labels, options.seed);
  let auc = 0;
  let variance = 0;
  for await (const { fold, model, heldOut } of modelsByFold(table, labels, folds, { trees: TREES, pace, note })) {
    // Positives first.
    heldOut.sort((a, b) => (labels[b] as number) - (labels[a] as number));
    const positives = heldOut.reduce((sum, row) => sum + (labels[row] as number), 0);
    const held = new HeldOutRows(model, table, heldOut);
    const found = areaUnderCurve(held.scores.slice(0, positives), held.scores.slice(positives));
    auc += found.auc / FOLDS;
    variance += found.variance / FOLDS ** 2;
    await shuffled?.addFold(fold, held, positives);
  }
  return { auc, variance };
}

function stratifiedFolds(labels: Uint8Array, seed: number): Uint8Array {
  const fold = new Uint8Array(labels.length);
  const dealt = [0, 0];
  for (const row of new RandomStream(seed, 'quality/two-sample-folds').permutation(labels.length)) {
    const label = labels[row] as 0 | 1;
    fold[row] = (dealt[label] as number) % FOLDS;
    dealt[label] = (dealt[label] as number) + 1;
  }
  return fold;
}
