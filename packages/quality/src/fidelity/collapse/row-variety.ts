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
  const groups = new Float64Array(rows.length);
  let count = 1;
  for (const column of columns) {
    const values = numbered(column, rows);
    const seen = new Map<number, number>();
    for (let i = 0; i < rows.length; i++) {
      // Both are below the number of rows, so the pair is a whole number that doubles hold exactly.
      const pair = (groups[i] as number) * rows.length + (values[i] as number);
      let group = seen.get(pair);
      if (group === undefined) seen.set(pair, (group = seen.size));
      groups[i] = group;
    }
    count = seen.size;
    if (count === rows.length) break;
  }
  return count / rows.length;
}

/** The values of the rows as numbers from 0, equal ones alike. */
function numbered(column: Float64Array | Int32Array, rows: Uint32Array): Uint32Array {
  const seen = new Map<number, number>();
  const out = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = column[rows[i] as number] as number;
    let number = seen.get(value);
    if (number === undefined) seen.set(value, (number = seen.size));
    out[i] = number;
  }
  return out;
}
