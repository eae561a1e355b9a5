import type { BinnedTable } from './binned-table';
import { bestSplit, type Split, type SplitLimits, type Sums } from './best-split';
import { fillHistogram, layOut, subtractHistogram, type Derivatives, type HistogramLayout } from './histogram';

/** Sends rows whose bin is marked in `left` to node `yes`, others to `no`; a leaf has no column (-1) and a value. */
export interface TreeNode {
  column: number;
  left: Uint8Array;
  yes: number;
  no: number;
  value: number;
}

/** Nodes by index, the root first. */
export type Tree = TreeNode[];

/** A run of the grown rows that ends in one leaf. */
export interface LeafRows {
  from: number;
  to: number;
  value: number;
}

const NOTHING = new Uint8Array(0);

export interface TreeSettings extends SplitLimits {
  mostLeaves: number;
  /** Leaf values are shrunk by it. */
  learningRate: number;
}

interface Leaf {
  node: number;
  from: number;
  to: number;
  sums: Sums;
  histogram: Float64Array;
  split: Split | null;
}

/** Grows trees on one table: keeps the buffers that every tree needs. */
export class TreeGrower {
  private readonly layout: HistogramLayout;
  private readonly free: Float64Array[] = [];
  private readonly scratch: Int32Array;

  constructor(
    private readonly table: BinnedTable,
    private readonly settings: TreeSettings,
  ) {
    this.layout = layOut(table);
    this.scratch = new Int32Array(table.rows);
  }

  /** One regression tree, the leaf of highest gain split first. Reorders `rows` so that each leaf's are together. */
  grow(rows: Int32Array, derivatives: Derivatives): { tree: Tree; leaves: LeafRows[] } {
    const tree: Tree = [];
    const sums = { gradient: 0, hessian: 0, rows: rows.length };
    for (const row of rows) {
      sums.gradient += derivatives.gradients[row] as number;
      sums.hessian += derivatives.hessians[row] as number;
    }
    const histogram = this.take();
    fillHistogram(this.layout, rows, derivatives, histogram);
    let leaves = [this.leaf(tree, 0, rows.length, sums, histogram)];
    while (leaves.length < this.settings.mostLeaves) {
      const widest = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
      if (widest.split === null) break;
      leaves = leaves.filter((leaf) => leaf !== widest);
      leaves.push(...this.splitLeaf(tree, widest, widest.split, rows, derivatives));
    }
    for (const leaf of leaves) this.free.push(leaf.histogram);
    return { tree, leaves: leaves.map(({ node, from, to }) => ({ from, to, value: (tree[node] as TreeNode).value })) };
  }

  private splitLeaf(tree: Tree, parent: Leaf, split: Split, rows: Int32Array, derivatives: Derivatives): [Leaf, Leaf] {
    const middle = this.partition(rows, parent, split);
    const rightSums = {
      gradient: parent.sums.gradient - split.leftSums.gradient,
      hessian: parent.sums.hessian - split.leftSums.hessian,
      rows: parent.sums.rows - split.leftSums.rows,
    };
    const leftSmaller = split.leftSums.rows <= rightSums.rows;
    const [from, to] = leftSmaller ? [parent.from, middle] : [middle, parent.to];
    const smaller = this.take();
    fillHistogram(this.layout, rows.subarray(from, to), derivatives, smaller);
    subtractHistogram(parent.histogram, smaller);
    const [leftHistogram, rightHistogram] = leftSmaller ? [smaller, parent.histogram] : [parent.histogram, smaller];
    const left = this.leaf(tree, parent.from, middle, split.leftSums, leftHistogram);
    const right = this.leaf(tree, middle, parent.to, rightSums, rightHistogram);
    tree[parent.node] = { column: split.column, left: split.left, yes: left.node, no: right.node, value: 0 };
    return [left, right];
  }

  private leaf(tree: Tree, from: number, to: number, sums: Sums, histogram: Float64Array): Leaf {
    const { settings } = this;
    const value = sums.hessian > 0 ? (-settings.learningRate * sums.gradient) / sums.hessian : 0;
    const node = tree.push({ column: -1, left: NOTHING, yes: -1, no: -1, value }) - 1;
    const divisible = sums.rows >= 2 * settings.leastRows;
    const split = divisible ? bestSplit(this.table, this.layout.offsets, histogram, sums, settings) : null;
    return { node, from, to, sums, histogram, split };
  }

  /** Puts the leaf's rows that go left before the others, each side in its old order; returns where the others begin. */
  private partition(rows: Int32Array, leaf: Leaf, split: Split): number {
    const bins = (this.table.columns[split.column] as { bins: Uint8Array }).bins;
    let left = leaf.from;
    let right = 0;
    for (let i = leaf.from; i < leaf.to; i++) {
      const row = rows[i] as number;
      if (split.left[bins[row] as number] === 1) rows[left++] = row;
      else this.scratch[right++] = row;
    }
    rows.set(this.scratch.subarray(0, right), left);
    return left;
  }

  private take(): Float64Array {
    return this.free.pop() ?? new Float64Array(this.layout.offsets[this.table.columns.length] as number);
  }
}

/** The tree's value for one row of the table. */
export function treeValue(tree: Tree, table: BinnedTable, row: number): number {
  let node = tree[0] as TreeNode;
  while (node.column >= 0) {
    const bin = (table.columns[node.column] as { bins: Uint8Array }).bins[row] as number;
    node = tree[node.left[bin] === 1 ? node.yes : node.no] as TreeNode;
  }
  return node.value;
}
