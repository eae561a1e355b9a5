import type { BinnedTable } from './binned-table';
import type { Tree } from './grow-tree';

/** Bins of some rows, row after row: all that a row needs on its way down the trees is close together. */
export interface BinnedRows {
  rows: number;
  width: number;
  bins: Uint8Array;
}

export function takeBinnedRows(table: BinnedTable, rows: Int32Array): BinnedRows {
  const width = table.columns.length;
  const bins = new Uint8Array(rows.length * width);
  for (const [j, column] of table.columns.entries())
    for (let i = 0; i < rows.length; i++) bins[i * width + j] = column.bins[rows[i] as number] as number;
  return { rows: rows.length, width, bins };
}

const BINS = 256;

/** A tree as tables. Nodes have the tree's numbers, so a child's is above its parent's. */
export interface WalkedTree {
  /** By node; -1 of a leaf. */
  columns: Int16Array;
  /** Node and bin, 256 a node, to the node below. */
  next: Uint8Array;
  /** By node, its parent; -1 of the root. */
  parents: Int16Array;
  /** By node, of leaves. */
  values: Float64Array;
}

/** Expects 256 nodes or fewer. */
export function walked(tree: Tree): WalkedTree {
  const columns = Int16Array.from(tree, (node) => node.column);
  const next = new Uint8Array(tree.length * BINS);
  const parents = new Int16Array(tree.length).fill(-1);
  for (const [i, { column, left, yes, no }] of tree.entries()) {
    if (column < 0) continue;
    parents[yes] = i;
    parents[no] = i;
    for (let bin = 0; bin < left.length; bin++) next[i * BINS + bin] = left[bin] === 1 ? yes : no;
  }
  return { columns, next, parents, values: Float64Array.from(tree, (node) => node.value) };
}

/** The leaf in which the row that begins at `start` of `bins` ends, from the root or from a node that it comes by. */
export function leafOf({ columns, next }: WalkedTree, bins: Uint8Array, start: number, from = 0): number {
  let node = from;
  let column = columns[node] as number;
  while (column >= 0) {
    node = next[node * BINS + (bins[start + column] as number)] as number;
    column = columns[node] as number;
  }
  return node;
}
