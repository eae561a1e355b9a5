import type { BinnedTable } from './binned-table';
import { STRIDE } from './histogram';

/** Sums over rows: gradients, hessians, how many. */
export interface Sums {
  gradient: number;
  hessian: number;
  rows: number;
}

/** Rows whose bin is marked in `left` go left. */
export interface Split {
  column: number;
  gain: number;
  left: Uint8Array;
  leftSums: Sums;
}

export interface SplitLimits {
  leastRows: number;
  leastHessian: number;
}

/** A level with fewer rows in the node is not placed by its own gradient, and a small one's is shrunk by as much. */
const LEVEL_SUPPORT = 10;

/**
 * The split of highest gain over all columns, or null if none is allowed. Ordered columns are cut between bins, missing
 * below all others. Named ones are first ordered by gradient over hessian, which holds the best cut of all subsets
 * (Fisher 1958); smoothing and support as in LightGBM.
 */
export function bestSplit(
  table: BinnedTable,
  offsets: Int32Array,
  histogram: Float64Array,
  node: Sums,
  limits: SplitLimits,
): Split | null {
  let best: { column: number; gain: number; order: ArrayLike<number>; cut: number; sums: Sums } | null = null;
  const parentScore = (node.gradient * node.gradient) / node.hessian;
  for (const [j, column] of table.columns.entries()) {
    const offset = offsets[j] as number;
    const order = column.ordered ? inOrder(column.count) : byGradient(histogram, offset, column.count);
    let gradient = 0;
    let hessian = 0;
    let rows = 0;
    for (let k = 0; k < order.length; k++) {
      const at = offset + (order[k] as number) * STRIDE;
      if (histogram[at + 2] === 0) continue;
      gradient += histogram[at] as number;
      hessian += histogram[at + 1] as number;
      rows += histogram[at + 2] as number;
      if (rows < limits.leastRows || hessian < limits.leastHessian) continue;
      const restHessian = node.hessian - hessian;
      if (node.rows - rows < limits.leastRows || restHessian < limits.leastHessian) break;
      const restGradient = node.gradient - gradient;
      const gain = (gradient * gradient) / hessian + (restGradient * restGradient) / restHessian - parentScore;
      if (gain > (best?.gain ?? 0)) best = { column: j, gain, order, cut: k, sums: { gradient, hessian, rows } };
    }
  }
  if (best === null) return null;
  const left = new Uint8Array((table.columns[best.column] as { count: number }).count);
  for (let k = 0; k <= best.cut; k++) left[best.order[k] as number] = 1;
  return { column: best.column, gain: best.gain, left, leftSums: best.sums };
}

const IDENTITY = Uint16Array.from({ length: 256 }, (_, i) => i);

function inOrder(count: number): Uint16Array {
  return count === IDENTITY.length ? IDENTITY : IDENTITY.subarray(0, count);
}

function byGradient(histogram: Float64Array, offset: number, count: number): number[] {
  const supported: number[] = [];
  for (let bin = 0; bin < count; bin++)
    if ((histogram[offset + bin * STRIDE + 2] as number) >= LEVEL_SUPPORT) supported.push(bin);
  const slope = (bin: number): number => {
    const at = offset + bin * STRIDE;
    return (histogram[at] as number) / ((histogram[at + 1] as number) + LEVEL_SUPPORT);
  };
  return supported.sort((a, b) => slope(a) - slope(b) || a - b);
}
