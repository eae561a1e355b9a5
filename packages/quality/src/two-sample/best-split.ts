import { MOST_BINS, type BinnedColumn, type BinnedTable } from './binned-table';
import { STRIDE } from './histogram';
import type { Sums } from './packed-derivatives';

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

/** Sums by bin of all columns; one row counts `unit` in the packed ones. */
export interface NodeSums {
  histogram: Float64Array;
  offsets: Int32Array;
  unit: number;
  whole: Sums;
}

/** A level with fewer rows in the node is not placed by its own gradient, and a small one's is shrunk by as much. */
const LEVEL_SUPPORT = 10;

const IN_ORDER = Uint16Array.from({ length: MOST_BINS }, (_, bin) => bin);
// Kept from call to call: every column of every node needs them.
const sorted = new Uint16Array(MOST_BINS);
const slopes = new Float64Array(MOST_BINS);

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { floor } = Math;

/**
 * The split of highest gain over all columns, or null if none is allowed. Ordered columns are cut between bins, missing
 * below all others. Named ones are first ordered by gradient over hessian, which holds the best cut of all subsets
 * (Fisher 1958); smoothing and support as in LightGBM.
 */
export function bestSplit(table: BinnedTable, node: NodeSums, limits: SplitLimits): Split | null {
  const { histogram, offsets, unit, whole } = node;
  const { leastRows, leastHessian } = limits;
  // A power of two: multiplying by it is exact.
  const perUnit = 1 / unit;
  const parentScore = (whole.gradient * whole.gradient) / whole.hessian;
  let bestColumn = -1;
  let bestGain = 0;
  let bestCut = 0;
  for (let j = 0; j < table.columns.length; j++) {
    const offset = offsets[j] as number;
    const { ordered, count } = table.columns[j] as BinnedColumn;
    const order = ordered ? IN_ORDER : sorted;
    const size = ordered ? count : sortByGradient(node, offset, count);
    let gradient = 0;
    let packed = 0;
    for (let k = 0; k < size; k++) {
      const at = offset + (order[k] as number) * STRIDE;
      const more = histogram[at + 1] as number;
      if (more === 0) continue;
      gradient += histogram[at] as number;
      packed += more;
      const rows = floor(packed * perUnit);
      const hessian = packed - rows * unit;
      if (rows < leastRows || hessian < leastHessian) continue;
      const restHessian = whole.hessian - hessian;
      if (whole.rows - rows < leastRows || restHessian < leastHessian) break;
      const restGradient = whole.gradient - gradient;
      const gain = (gradient * gradient) / hessian + (restGradient * restGradient) / restHessian - parentScore;
      if (gain > bestGain) {
        bestGain = gain;
        bestColumn = j;
        bestCut = k;
      }
    }
  }
  if (bestColumn < 0) return null;
  const { ordered, count } = table.columns[bestColumn] as BinnedColumn;
  const offset = offsets[bestColumn] as number;
  if (!ordered) sortByGradient(node, offset, count);
  const goLeft = (ordered ? IN_ORDER : sorted).subarray(0, bestCut + 1);
  return { column: bestColumn, gain: bestGain, ...leftOf(node, offset, count, goLeft) };
}

function leftOf(
  { histogram, unit }: NodeSums,
  offset: number,
  count: number,
  goLeft: Uint16Array,
): Pick<Split, 'left' | 'leftSums'> {
  const left = new Uint8Array(count);
  let gradient = 0;
  let packed = 0;
  for (let k = 0; k < goLeft.length; k++) {
    const bin = goLeft[k] as number;
    const at = offset + bin * STRIDE;
    left[bin] = 1;
    // Where no row is left, the gradients' sum still holds what rounding leaves.
    if (histogram[at + 1] === 0) continue;
    gradient += histogram[at] as number;
    packed += histogram[at + 1] as number;
  }
  const rows = floor(packed / unit);
  return { left, leftSums: { gradient, hessian: packed - rows * unit, rows } };
}

/**
 * Puts the bins of enough rows into `sorted`; returns how many. By insertion, since few nodes have many such levels;
 * equal ones stay in order.
 */
function sortByGradient({ histogram, unit }: NodeSums, offset: number, count: number): number {
  let size = 0;
  for (let bin = 0; bin < count; bin++) {
    const at = offset + bin * STRIDE;
    const packed = histogram[at + 1] as number;
    if (packed < LEVEL_SUPPORT * unit) continue;
    const hessian = packed - floor(packed / unit) * unit;
    const slope = (histogram[at] as number) / (hessian + LEVEL_SUPPORT);
    let k = size++;
    for (; k > 0 && (slopes[k - 1] as number) > slope; k--) {
      slopes[k] = slopes[k - 1] as number;
      sorted[k] = sorted[k - 1] as number;
    }
    slopes[k] = slope;
    sorted[k] = bin;
  }
  return size;
}
