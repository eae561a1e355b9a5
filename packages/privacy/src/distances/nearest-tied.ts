import type { Pace } from '@headwater/quality';
import type { Points } from './gower-space';
import type { GowerTree } from './gower-tree';
import { cappedSum } from './nearest-records';

/** Distances nearer to each other than this are a tie: they differ by rounding alone. */
const TIE = 1e-9;

/** For each query the least distance to a reference row, the first row there, and how many rows are. */
export interface NearestTied {
  distances: Float64Array;
  rows: Int32Array;
  ties: Int32Array;
}

/** Nearest reference rows by Gower's distance (mean over columns, 0 to 1), by exact search. There must be references. */
export async function nearestTied(
  queries: Points,
  references: GowerTree,
  { pace, note }: { pace: Pace; note: string },
): Promise<NearestTied> {
  const [distances, rows] = [new Float64Array(queries.rows), new Int32Array(queries.rows)];
  const ties = new Int32Array(queries.rows);
  for (let query = 0; query < queries.rows; query++) {
    if (pace.due()) await pace.turn({ note, done: query, total: queries.rows });
    const best = nearestTo(queries, query, references);
    distances[query] = best.sum / queries.width;
    rows[query] = best.row;
    ties[query] = best.ties;
  }
  return { distances, rows, ties };
}

function nearestTo(
  { coordinates }: Points,
  query: number,
  tree: GowerTree,
): { sum: number; row: number; ties: number } {
  const { width, firstRow, coordinates: references } = tree;
  const at = query * width;
  let [shortest, first, ties] = [Infinity, -1, 0];
  tree.start(coordinates, at);
  for (let leaf = tree.next(shortest + TIE); leaf >= 0; leaf = tree.next(shortest + TIE)) {
    const end = firstRow[leaf + 1] as number;
    for (let place = firstRow[leaf] as number; place < end; place++) {
      const sum = cappedSum(coordinates, at, references, place * width, width, shortest + TIE);
      if (sum > shortest + TIE) continue;
      const row = tree.rows[place] as number;
      const nearer = sum < shortest - TIE;
      ties = nearer ? 1 : ties + 1;
      if (nearer || row < first) first = row;
      shortest = Math.min(shortest, sum);
    }
  }
  return { sum: shortest, row: first, ties };
}
