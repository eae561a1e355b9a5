import type { BoostedTrees } from './boosted-trees';
import type { BinnedTable } from './binned-table';
import { leafOf, takeBinnedRows, walked, type BinnedRows, type WalkedTree } from './walked-tree';

/** Rows that a model did not learn from, the leaf that each reaches in each tree, and what the model says of it. */
export class HeldOutRows {
  /** Log-odds of label 1, row by row. */
  readonly scores: Float64Array;
  private readonly rows: BinnedRows;
  private readonly trees: WalkedTree[];
  /** By tree, then row. */
  private readonly leaves: Uint8Array[] = [];

  constructor(model: BoostedTrees, table: BinnedTable, rows: Int32Array) {
    this.rows = takeBinnedRows(table, rows);
    this.trees = model.trees.map(walked);
    this.scores = new Float64Array(rows.length).fill(model.prior);
    for (const tree of this.trees) {
      const leaves = new Uint8Array(rows.length);
      for (let i = 0; i < rows.length; i++) {
        const leaf = leafOf(tree, this.rows.bins, i * this.rows.width);
        leaves[i] = leaf;
        this.scores[i] = (this.scores[i] as number) + (tree.values[leaf] as number);
      }
      this.leaves.push(leaves);
    }
  }

  /**
   * The scores if row `i` had the column's value of row `order[i]`. Only what can change is walked again: rows that get
   * another value, in trees that ask for the column on the way to their leaf.
   */
  scoresShuffled(column: number, order: Uint32Array): Float64Array {
    const { bins, width } = this.rows;
    const own = Uint8Array.from(order, (_, i) => bins[i * width + column] as number);
    const given = Uint8Array.from(order, (from) => own[from] as number);
    const changed = Int32Array.from(order.keys()).filter((i) => own[i] !== given[i]);
    const scores = this.scores.slice();
    for (const i of changed) bins[i * width + column] = given[i] as number;
    for (const [t, tree] of this.trees.entries()) {
      const askedFirst = asksFor(tree, column);
      const leaves = this.leaves[t] as Uint8Array;
      if (askedFirst === null) continue;
      for (let k = 0; k < changed.length; k++) {
        const i = changed[k] as number;
        const leaf = leaves[i] as number;
        const from = askedFirst[leaf] as number;
        if (from < 0) continue;
        const other = leafOf(tree, bins, i * width, from);
        scores[i] = (scores[i] as number) + ((tree.values[other] as number) - (tree.values[leaf] as number));
      }
    }
    for (const i of changed) bins[i * width + column] = own[i] as number;
    return scores;
  }
}

/** By node, the first on the way to it at which the column decides, -1 if none; null of a tree that never asks for it. */
function asksFor({ columns, parents }: WalkedTree, column: number): Int16Array | null {
  if (!columns.includes(column)) return null;
  const first = new Int16Array(columns.length).fill(-1);
  for (let node = 1; node < columns.length; node++) {
    const parent = parents[node] as number;
    const above = first[parent] as number;
    first[node] = above < 0 && columns[parent] === column ? parent : above;
  }
  return first;
}
