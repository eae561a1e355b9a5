import type { BinnedTable } from './binned-table';
import { TreeGrower, treeValue, type Tree, type TreeSettings } from './grow-tree';
import type { Derivatives } from './histogram';

/** As scikit-learn's HistGradientBoostingClassifier by default, with more trees and no early stop. */
const SETTINGS: TreeSettings = { mostLeaves: 31, learningRate: 0.1, leastRows: 20, leastHessian: 1e-3 };

/**
 * Gradient-boosted trees for a yes-or-no label with logistic loss (Friedman 2001), Newton leaf values, histograms and
 * leaf-wise growth (LightGBM, Ke et al. 2017). Nothing is random: the same rows give the same trees.
 */
export class BoostedTrees {
  private readonly trees: Tree[] = [];
  private readonly grower: TreeGrower;
  private readonly raw: Float64Array;
  private readonly derivatives: Derivatives;
  private readonly prior: number;

  /** `labels` by row of the table, 0 or 1; `rows` are those to learn from. */
  constructor(
    private readonly table: BinnedTable,
    private readonly labels: Uint8Array,
    private readonly rows: Int32Array,
  ) {
    this.grower = new TreeGrower(table, SETTINGS);
    const positives = rows.reduce((sum, row) => sum + (labels[row] as number), 0);
    this.prior = Math.log((positives + 0.5) / (rows.length - positives + 0.5));
    this.raw = new Float64Array(table.rows).fill(this.prior);
    this.derivatives = { gradients: new Float64Array(table.rows), hessians: new Float64Array(table.rows) };
  }

  /** Adds one tree. */
  boost(): void {
    const { gradients, hessians } = this.derivatives;
    for (const row of this.rows) {
      const probability = 1 / (1 + Math.exp(-(this.raw[row] as number)));
      gradients[row] = probability - (this.labels[row] as number);
      hessians[row] = probability * (1 - probability);
    }
    const rows = this.rows.slice();
    const { tree, leaves } = this.grower.grow(rows, this.derivatives);
    for (const { from, to, value } of leaves) {
      for (let i = from; i < to; i++) this.raw[rows[i] as number] = (this.raw[rows[i] as number] as number) + value;
    }
    this.trees.push(tree);
  }

  /** Log-odds of label 1 for each of the rows. */
  predict(rows: Int32Array): Float64Array {
    return Float64Array.from(rows, (row) => {
      let sum = this.prior;
      for (const tree of this.trees) sum += treeValue(tree, this.table, row);
      return sum;
    });
  }
}
