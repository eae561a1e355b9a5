import type { BinnedTable } from './binned-table';
import { TreeGrower, type Tree, type TreeSettings } from './grow-tree';
import type { Derivatives } from './histogram';

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { exp, log, max, min } = Math;

/** As scikit-learn's HistGradientBoostingClassifier by default, with more trees and no early stop. */
const SETTINGS: TreeSettings = { mostLeaves: 31, learningRate: 0.1, leastRows: 20, leastHessian: 1e-3 };

/** A leaf may not add more: its factor stays above 0 and finite, so that odds that left the doubles are never NaN. */
const MOST_LOG_ODDS = 300;

/**
 * Gradient-boosted trees for a yes-or-no label with logistic loss (Friedman 2001), Newton leaf values, histograms and
 * leaf-wise growth (LightGBM, Ke et al. 2017). Nothing is random: the same rows give the same trees.
 */
export class BoostedTrees {
  readonly trees: Tree[] = [];
  /** Log-odds of label 1 before the first tree. */
  readonly prior: number;
  private readonly grower: TreeGrower;
  /** Odds of label 0 by row. Multiplied by what each leaf adds: one exponential a leaf instead of one a row. */
  private readonly oddsAgainst: Float64Array;
  private readonly derivatives: Derivatives;
  private readonly order: Int32Array;

  /** `labels` by row of the table, 0 or 1; `rows` are those to learn from. */
  constructor(
    table: BinnedTable,
    private readonly labels: Uint8Array,
    private readonly rows: Int32Array,
  ) {
    this.grower = new TreeGrower(table, SETTINGS);
    const positives = rows.reduce((sum, row) => sum + (labels[row] as number), 0);
    this.prior = log((positives + 0.5) / (rows.length - positives + 0.5));
    this.oddsAgainst = new Float64Array(table.rows).fill(1);
    this.derivatives = { gradients: new Float64Array(table.rows), hessians: new Float64Array(table.rows) };
    this.order = rows.slice();
    this.add(rows, this.prior);
  }

  /** Adds one tree. */
  boost(): void {
    this.order.set(this.rows);
    const { tree, leaves } = this.grower.grow(this.order, this.derivatives);
    for (const { from, to, value } of leaves) this.add(this.order.subarray(from, to), value);
    this.trees.push(tree);
  }

  /** Adds to the log-odds of some rows, and derives the loss there. */
  private add(rows: Int32Array, logOdds: number): void {
    const { oddsAgainst, labels } = this;
    const { gradients, hessians } = this.derivatives;
    const factor = exp(-max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, logOdds)));
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const odds = (oddsAgainst[row] as number) * factor;
      const probability = 1 / (1 + odds);
      oddsAgainst[row] = odds;
      gradients[row] = probability - (labels[row] as number);
      hessians[row] = probability * (1 - probability);
    }
  }
}
