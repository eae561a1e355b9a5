import type { Pace } from '../../pace';
import { squaredDistance } from '../neighbours/squared-distance';
import type { Points } from '../neighbours/quantile-space';

/** Mean distance of two different rows, over all pairs; null with fewer than two rows. */
export async function meanPairwiseDistance(points: Points, pace: Pace): Promise<number | null> {
  if (points.rows < 2) return null;
  let sum = 0;
  for (let i = 1; i < points.rows; i++) {
    if (pace.due()) await pace.turn({ note: 'measuring distances between rows', done: i, total: points.rows });
    for (let j = 0; j < i; j++) sum += Math.sqrt(squaredDistance(points, i, points, j, Infinity));
  }
  return sum / ((points.rows * (points.rows - 1)) / 2);
}

/** How many rows are different, as a share of all; rows are columns of values or codes. null without rows. */
export function uniqueRowShare(columns: readonly (Float64Array | Int32Array)[], rows: Uint32Array): number | null {
  if (rows.length === 0 || columns.length === 0) return null;
  // Column by column, rows are told apart further: equal group numbers are equal rows so far.
  let groups = new Float64Array(rows.length);
  let count = 1;
  for (const column of columns) {
    const numbers = new Map<number, Map<number, number>>();
    const next = new Float64Array(rows.length);
    count = 0;
    for (let i = 0; i < rows.length; i++) {
      const group = groups[i] as number;
      let inGroup = numbers.get(group);
      if (inGroup === undefined) numbers.set(group, (inGroup = new Map<number, number>()));
      const value = column[rows[i] as number] as number;
      let number = inGroup.get(value);
      if (number === undefined) inGroup.set(value, (number = count++));
      next[i] = number;
    }
    groups = next;
  }
  return count / rows.length;
}
