import type { Pace } from '@headwater/quality';
import type { Points } from '../distances/gower-space';

const { abs, min } = Math;

/** For each query its nearest reference rows, nearest first: `k` places a query, -1 and NaN where there are fewer. */
export interface NearestRecords {
  k: number;
  rows: Int32Array;
  distances: Float64Array;
}

export interface NearestOptions {
  pace: Pace;
  note: string;
  /** For each query the reference row that is the query itself, which does not count. */
  self?: Uint32Array;
}

/**
 * The `k` nearest reference rows by Gower's distance (mean over columns, 0 to 1), by exact search. Of rows equally near
 * the earlier one is taken: give references in random order.
 */
export async function nearestRecords(
  queries: Points,
  references: Points,
  k: number,
  { pace, note, self }: NearestOptions,
): Promise<NearestRecords> {
  const { width } = queries;
  const rows = new Int32Array(queries.rows * k).fill(-1);
  const distances = new Float64Array(queries.rows * k).fill(Infinity);
  for (let query = 0; query < queries.rows; query++) {
    if (pace.due()) await pace.turn({ note, done: query, total: queries.rows });
    const from = query * k;
    const own = self?.[query];
    for (let row = 0; row < references.rows; row++) {
      const limit = distances[from + k - 1] as number;
      const sum = cappedSum(queries, query, references, row, limit);
      if (sum < limit && row !== own) insert(rows, distances, from, k, row, sum);
    }
  }
  return { k, rows, distances: distances.map((sum) => (sum === Infinity ? NaN : sum / width)) };
}

/** Sum of capped differences, or some number not below `limit` once it is certain to be no less. */
function cappedSum(a: Points, rowA: number, b: Points, rowB: number, limit: number): number {
  const { width } = a;
  const [fromA, fromB] = [rowA * width, rowB * width];
  let sum = 0;
  for (let j = 0; j < width && sum < limit; j++) {
    sum += min(1, abs((a.coordinates[fromA + j] as number) - (b.coordinates[fromB + j] as number)));
  }
  return sum;
}

/** Puts a row into its place among the `k` best so far; the last one falls out. */
export function insert(rows: Int32Array, sums: Float64Array, from: number, k: number, row: number, sum: number): void {
  let at = from + k - 1;
  while (at > from && (sums[at - 1] as number) > sum) {
    sums[at] = sums[at - 1] as number;
    rows[at] = rows[at - 1] as number;
    at--;
  }
  sums[at] = sum;
  rows[at] = row;
}
