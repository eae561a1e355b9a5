import type { Pace } from '../pace';
import type { BinnedTable } from './binned-table';
import { BoostedTrees } from './boosted-trees';

export const FOLDS = 5;

interface FoldModel {
  fold: number;
  /** Learnt from the rows of all other folds. */
  model: BoostedTrees;
  /** The fold's own rows, ascending. */
  heldOut: Int32Array;
}

/** Boosted trees that tell label 1 from label 0, one model a fold, each made when it is asked for. `folds`: of each row. */
export async function* modelsByFold(
  table: BinnedTable,
  labels: Uint8Array,
  folds: Uint8Array,
  { trees, pace, note }: { trees: number; pace: Pace; note: string },
): AsyncGenerator<FoldModel, void> {
  const rows = Int32Array.from(labels, (_, row) => row);
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = new BoostedTrees(
      table,
      labels,
      rows.filter((row) => folds[row] !== fold),
    );
    for (let tree = 0; tree < trees; tree++) {
      if (pace.due()) await pace.turn({ note, done: fold * trees + tree, total: FOLDS * trees });
      model.boost();
    }
    yield { fold, model, heldOut: rows.filter((row) => folds[row] === fold) };
  }
}
