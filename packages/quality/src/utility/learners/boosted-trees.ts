import type { BinnedTable } from '../../two-sample/binned-table';
import { TreeGrower, type Tree, type TreeNode, type TreeSettings } from '../../two-sample/grow-tree';
import type { Derivatives } from '../../two-sample/histogram';
import { FeatureBins } from './feature-bins';
import type { FeatureRows } from './feature-rows';
import type { Examples, LearnOptions, LearntModel } from './learner';
import { lossOf, type Loss } from './loss';

/** As scikit-learn's HistGradientBoosting by default, without an early stop. */
const SETTINGS: TreeSettings = { mostLeaves: 31, learningRate: 0.1, leastRows: 20, leastHessian: 1e-3 };
const ROUNDS = 100;

/**
 * Gradient-boosted trees (Friedman 2001) with Newton leaf values on histograms (LightGBM, Ke et al. 2017): squared error
 * for numbers, logistic loss for two classes, softmax with one tree a class and round for more. Nothing is random.
 */
export async function learnBoostedTrees(examples: Examples, { pace, note }: LearnOptions): Promise<LearntModel> {
  const loss = lossOf(examples.task);
  const bins = new FeatureBins(examples.features);
  const boosting = new Boosting(bins.apply(examples.features), examples.target, loss);
  for (let round = 0; round < ROUNDS; round++) {
    if (pace.due()) await pace.turn({ note, done: round, total: ROUNDS });
    boosting.boost();
  }
  const { trees, start } = boosting;
  return { predict: (features) => Promise.resolve(loss.predictions(rawScores(bins, trees, start, features))) };
}

class Boosting {
  /** By output, then round. */
  readonly trees: Tree[][];
  readonly start: number[];
  private readonly grower: TreeGrower;
  private readonly raw: Float64Array[];
  private readonly derivatives: Derivatives[];
  private readonly rows: Int32Array;

  constructor(
    table: BinnedTable,
    private readonly target: Float64Array,
    private readonly loss: Loss,
  ) {
    this.grower = new TreeGrower(table, SETTINGS);
    this.start = loss.start(target);
    this.raw = this.start.map((value) => new Float64Array(table.rows).fill(value));
    this.trees = this.start.map(() => []);
    this.derivatives = this.start.map(() => ({
      gradients: new Float64Array(table.rows),
      hessians: new Float64Array(table.rows),
    }));
    this.rows = Int32Array.from({ length: table.rows }, (_, i) => i);
  }

  /** Adds one tree an output. */
  boost(): void {
    this.loss.derivatives(this.raw, this.target, this.derivatives);
    for (const [k, raw] of this.raw.entries()) {
      const rows = this.rows.slice();
      const { tree, leaves } = this.grower.grow(rows, this.derivatives[k] as Derivatives);
      for (const { from, to, value } of leaves) {
        for (let i = from; i < to; i++) raw[rows[i] as number] = (raw[rows[i] as number] as number) + value;
      }
      (this.trees[k] as Tree[]).push(tree);
    }
  }
}

function rawScores(bins: FeatureBins, trees: Tree[][], start: number[], features: FeatureRows): Float64Array[] {
  const columns = bins.apply(features).columns.map((column) => column.bins);
  return trees.map((rounds, k) => {
    const raw = new Float64Array(features.rows).fill(start[k] as number);
    for (const tree of rounds) addTree(raw, tree, columns);
    return raw;
  });
}

/** Sends all rows down one tree: its nodes stay in the cache, and rows are read column by column. */
function addTree(raw: Float64Array, tree: Tree, columns: readonly Uint8Array[]): void {
  const bins = tree.map(({ column }) => columns[column] ?? null);
  const root = tree[0] as TreeNode;
  for (let row = 0; row < raw.length; row++) {
    let node = root;
    let at = 0;
    for (let values = bins[0]; values != null; values = bins[at]) {
      at = node.left[values[row] as number] === 1 ? node.yes : node.no;
      node = tree[at] as TreeNode;
    }
    raw[row] = (raw[row] as number) + node.value;
  }
}
