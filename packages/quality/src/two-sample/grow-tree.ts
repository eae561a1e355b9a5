import type { BinnedColumn, BinnedTable } from './binned-table';
import { bestSplit, type Split, type SplitLimits } from './best-split';
import {
  emptyHistogram,
  fillHistogram,
  layOut,
  subtractHistogram,
  type Derivatives,
  type HistogramLayout,
} from './histogram';
import { PackedDerivatives, type Sums } from './packed-derivatives';

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
  candidate: Candidate | null;
}

/** How a leaf may be split, and the histogram that its children's are made of. */
interface Candidate {
  split: Split;
  histogram: Float64Array;
}

/** Grows trees on one table: keeps the buffers that every tree needs. */
export class TreeGrower {
  private readonly layout: HistogramLayout;
  private readonly free: Float64Array[] = [];
  private readonly scratch: Int32Array;
  private readonly packed: PackedDerivatives;

  constructor(
    private readonly table: BinnedTable,
    private readonly settings: TreeSettings,
  ) {
    this.layout = layOut(table);
    this.scratch = new Int32Array(table.rows);
    this.packed = new PackedDerivatives(table.rows);
  }

  /** One regression tree, the leaf of highest gain split first. Reorders `rows` so that each leaf's are together. */
  grow(rows: Int32Array, derivatives: Derivatives): { tree: Tree; leaves: LeafRows[] } {
    const tree: Tree = [];
    const sums = this.packed.pack(rows, derivatives);
    const histogram = this.take();
    fillHistogram(this.layout, rows, this.packed.pairs, histogram);
    const leaves = [this.leaf(tree, 0, rows.length, sums, histogram)];
    while (leaves.length < this.settings.mostLeaves) {
      const widest = leaves.reduce((a, b) => (gainOf(b) > gainOf(a) ? b : a));
      if (widest.candidate === null) break;
      leaves.splice(leaves.indexOf(widest), 1);
      const further = leaves.length + 2 < this.settings.mostLeaves;
      leaves.push(...this.splitLeaf(tree, widest, widest.candidate, rows, further));
    }
    for (const { candidate } of leaves) if (candidate !== null) this.free.push(candidate.histogram);
    return { tree, leaves: leaves.map(({ node, from, to }) => ({ from, to, value: (tree[node] as TreeNode).value })) };
  }

  /** The two are leaves for good if they are not to be split `further`. */
  private splitLeaf(
    tree: Tree,
    parent: Leaf,
    { split, histogram }: Candidate,
    rows: Int32Array,
    further: boolean,
  ): [Leaf, Leaf] {
    const { leftSums } = split;
    const middle = this.partition(rows, parent, split);
    const rightSums = {
      gradient: parent.sums.gradient - leftSums.gradient,
      hessian: parent.sums.hessian - leftSums.hessian,
      rows: parent.sums.rows - leftSums.rows,
    };
    const [ofLeft, ofRight] = further ? this.childHistograms(rows, parent, middle, histogram) : [null, null];
    if (!further) this.free.push(histogram);
    const left = this.leaf(tree, parent.from, middle, leftSums, ofLeft);
    const right = this.leaf(tree, middle, parent.to, rightSums, ofRight);
    tree[parent.node] = { column: split.column, left: split.left, yes: left.node, no: right.node, value: 0 };
    return [left, right];
  }

  /** Reads the rows of the smaller child only; the other's histogram is what they leave of the parent's. */
  private childHistograms(
    rows: Int32Array,
    { from, to }: Leaf,
    middle: number,
    whole: Float64Array,
  ): [Float64Array, Float64Array] {
    const leftSmaller = middle - from <= to - middle;
    const smaller = this.take();
    const its = leftSmaller ? rows.subarray(from, middle) : rows.subarray(middle, to);
    fillHistogram(this.layout, its, this.packed.pairs, smaller);
    subtractHistogram(whole, smaller);
    return leftSmaller ? [smaller, whole] : [whole, smaller];
  }

  private leaf(tree: Tree, from: number, to: number, sums: Sums, histogram: Float64Array | null): Leaf {
    const value = sums.hessian > 0 ? (-this.settings.learningRate * sums.gradient) / sums.hessian : 0;
    const node = tree.push({ column: -1, left: NOTHING, yes: -1, no: -1, value }) - 1;
    return { node, from, to, sums, candidate: histogram && this.candidate(sums, histogram) };
  }

  private candidate(sums: Sums, histogram: Float64Array): Candidate | null {
    const { offsets } = this.layout;
    const { unit } = this.packed;
    const divisible = sums.rows >= 2 * this.settings.leastRows;
    const split = divisible ? bestSplit(this.table, { histogram, offsets, unit, whole: sums }, this.settings) : null;
    if (split !== null) return { split, histogram };
    this.free.push(histogram);
    return null;
  }

  /** Puts the leaf's rows that go left before the others, each side in its old order; returns where the others begin. */
  private partition(rows: Int32Array, leaf: Leaf, split: Split): number {
    const { scratch } = this;
    const { bins } = this.table.columns[split.column] as BinnedColumn;
    let left = leaf.from;
    let right = 0;
    for (let i = leaf.from; i < leaf.to; i++) {
      const row = rows[i] as number;
      // Written to both sides and kept on one: which one cannot be guessed, and a wrong guess costs more than a write.
      const goesLeft = split.left[bins[row] as number] as number;
      rows[left] = row;
      scratch[right] = row;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    rows.set(scratch.subarray(0, right), left);
    return left;
  }

  private take(): Float64Array {
    return this.free.pop() ?? emptyHistogram(this.layout);
  }
}

function gainOf({ candidate }: Leaf): number {
  return candidate?.split.gain ?? 0;
}
