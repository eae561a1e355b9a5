import type { Pace } from '@headwater/quality';
import type { Points } from './gower-space';
import { ReferenceGroups } from './reference-groups';

const { abs, min } = Math;

/**
 * Gower's distance (mean over columns, 0 to 1) from each query to its nearest reference row, NaN if there is none. The
 * search is exact: a row is left as soon as its distance is no shorter than the best so far, a group of rows when its
 * key columns alone are.
 */
export async function nearestDistances(
  queries: Points,
  references: Points,
  pace: Pace,
  note: string,
): Promise<Float64Array> {
  const groups = new ReferenceGroups(references);
  const mismatches = new Uint8Array(groups.count);
  const nearest = new Float64Array(queries.rows);
  for (let query = 0; query < queries.rows; query++) {
    if (pace.due()) await pace.turn({ note, done: query, total: queries.rows });
    const sum = shortestSum(queries, query, groups, mismatches);
    nearest[query] = sum === Infinity ? NaN : sum / queries.width;
  }
  return nearest;
}

function shortestSum(
  { coordinates, width }: Points,
  query: number,
  references: ReferenceGroups,
  mismatches: Uint8Array,
): number {
  const at = query * width;
  const { count, starts, keyColumns } = references;
  references.mismatches(coordinates, at, mismatches);
  let shortest = Infinity;
  for (let differing = 0; differing <= keyColumns.length && differing < shortest; differing++) {
    for (let g = 0; g < count; g++) {
      if (mismatches[g] !== differing) continue;
      shortest = shortestIn(
        coordinates,
        at,
        width,
        references.coordinates,
        starts[g] as number,
        starts[g + 1] as number,
        shortest,
      );
    }
  }
  return shortest;
}

/** The least sum of capped differences to the rows from `from` to `to`, or `shortest` if none is below it. */
function shortestIn(
  point: Float64Array,
  at: number,
  width: number,
  references: Float64Array,
  from: number,
  to: number,
  shortest: number,
): number {
  for (let row = from; row < to; row++) {
    const start = row * width;
    let sum = 0;
    for (let j = 0; j < width; j++) {
      sum += min(1, abs((point[at + j] as number) - (references[start + j] as number)));
      if (sum >= shortest) break;
    }
    if (sum < shortest) shortest = sum;
  }
  return shortest;
}
