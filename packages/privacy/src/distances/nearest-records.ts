import type { Pace } from '@headwater/quality';
import type { Points } from './gower-space';
import type { GowerTree } from './gower-tree';

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
  self?: ArrayLike<number>;
}

/**
 * The `k` nearest reference rows by Gower's distance (mean over columns, 0 to 1), by exact search. Of rows equally near
 * the earlier one is taken: give references in random order.
 */
export async function nearestRecords(
  queries: Points,
  references: GowerTree,
  k: number,
  { pace, note, self }: NearestOptions,
): Promise<NearestRecords> {
  const { width } = queries;
  const rows = new Int32Array(queries.rows * k).fill(-1);
  const sums = new Float64Array(queries.rows * k).fill(Infinity);
  for (let query = 0; query < queries.rows; query++) {
    if (pace.due()) await pace.turn({ note, done: query, total: queries.rows });
    nearestOf(queries, query, references, { k, rows, sums, own: self?.[query] ?? -1 });
  }
  return { k, rows, distances: sums.map((sum) => (sum === Infinity ? NaN : sum / width)) };
}

interface Best {
  k: number;
  rows: Int32Array;
  sums: Float64Array;
  own: number;
}

function nearestOf({ coordinates }: Points, query: number, tree: GowerTree, { k, rows, sums, own }: Best): void {
  const { width, firstRow, coordinates: references } = tree;
  const from = query * k;
  const at = query * width;
  const last = from + k - 1;
  let limit = Infinity;
  tree.start(coordinates, at);
  for (let leaf = tree.next(limit); leaf >= 0; leaf = tree.next(limit)) {
    const end = firstRow[leaf + 1] as number;
    for (let place = firstRow[leaf] as number; place < end; place++) {
      const sum = cappedSum(coordinates, at, references, place * width, width, limit);
      if (sum > limit) continue;
      const row = tree.rows[place] as number;
      if (row === own || (sum === limit && row > (rows[last] as number))) continue;
      insert(rows, sums, from, k, row, sum);
      limit = sums[last] as number;
    }
  }
}

/** Sum of differences, at most 1 each, of two points; or some number above `limit` once it is certain to be above. */
export function cappedSum(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  width: number,
  limit: number,
): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    sum += min(1, abs((a[atA + j] as number) - (b[atB + j] as number)));
    if (sum > limit) break;
  }
  return sum;
}

/** Puts a row into its place among the `k` best so far, the earlier of equally near ones first; the last falls out. */
export function insert(rows: Int32Array, sums: Float64Array, from: number, k: number, row: number, sum: number): void {
  let at = from + k - 1;
  while (at > from && goesBefore(row, sum, rows[at - 1] as number, sums[at - 1] as number)) {
    sums[at] = sums[at - 1] as number;
    rows[at] = rows[at - 1] as number;
    at--;
  }
  sums[at] = sum;
  rows[at] = row;
}

function goesBefore(row: number, sum: number, otherRow: number, otherSum: number): boolean {
  return sum < otherSum || (sum === otherSum && row < otherRow);
}
