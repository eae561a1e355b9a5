import type { Pace } from '../../pace';
import type { Points } from './quantile-space';
import { squaredDistance } from './squared-distance';

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { max } = Math;

/** Squared distances of each row to its nearest and its k-th nearest other row of the same sample. */
export interface OwnNeighbours {
  nearest: Float64Array;
  kth: Float64Array;
}

/** Exact search within one sample of more than `k` rows; a row is not its own neighbour, an equal one is. */
export async function ownNeighbours(points: Points, k: number, pace: Pace, note: string): Promise<OwnNeighbours> {
  const { rows } = points;
  // The k least distances of each row so far, in increasing order.
  const best = new Float64Array(rows * k).fill(Infinity);
  const last = k - 1;
  for (let i = 1; i < rows; i++) {
    if (pace.due()) await pace.turn({ note, done: i, total: rows });
    for (let j = 0; j < i; j++) {
      const limitI = best[i * k + last] as number;
      const limitJ = best[j * k + last] as number;
      const distance = squaredDistance(points, i, points, j, max(limitI, limitJ));
      if (distance < limitI) insert(best, i * k, i * k + last, distance);
      if (distance < limitJ) insert(best, j * k, j * k + last, distance);
    }
  }
  return {
    nearest: Float64Array.from({ length: rows }, (_, i) => best[i * k] as number),
    kth: Float64Array.from({ length: rows }, (_, i) => best[i * k + last] as number),
  };
}

/** Puts a value below that at `last` in its place between `first` and `last`; that at `last` drops out. */
function insert(sorted: Float64Array, first: number, last: number, value: number): void {
  let at = last;
  while (at > first && (sorted[at - 1] as number) > value) {
    sorted[at] = sorted[at - 1] as number;
    at--;
  }
  sorted[at] = value;
}
