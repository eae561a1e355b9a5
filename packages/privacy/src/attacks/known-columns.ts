import type { Pace } from '@headwater/quality';
import type { Points } from '../distances/gower-space';
import type { GowerTree } from '../distances/gower-tree';
import { insert } from '../distances/nearest-records';

const { abs, min, round } = Math;
/** Leaving out a column by subtraction rounds: sums are compared in steps far above that and far below any difference. */
const STEP = 2 ** -36;

/** Which columns are guessed, and from which; both as places among the table's columns. */
export interface Knowledge {
  secrets: readonly number[];
  known: readonly number[];
}

/** Nearest synthetic rows by secret: target t's are at (t * secrets + s) * k, nearest first, as places in the points. */
export interface NearestBySecret {
  k: number;
  rows: Int32Array;
}

/**
 * For each target and each secret the `k` synthetic rows nearest in the known columns, the secret itself left out. One
 * pass serves all secrets: each needs the sum over all known columns less its own part, which is at most 1. Points have
 * the known columns alone; `own` gives each secret's coordinate, -1 if it is not among them. Earlier rows win ties.
 */
export async function nearestBySecret(
  targets: Points,
  synthetic: GowerTree,
  own: readonly number[],
  { k, pace, note }: { k: number; pace: Pace; note: string },
): Promise<NearestBySecret> {
  const rows = new Int32Array(targets.rows * own.length * k).fill(-1);
  const sums = new Float64Array(own.length * k);
  const parts = new Float64Array(targets.width);
  for (let target = 0; target < targets.rows; target++) {
    if (pace.due()) await pace.turn({ note, done: target, total: targets.rows });
    sums.fill(Infinity);
    const found = rows.subarray(target * own.length * k, (target + 1) * own.length * k);
    nearestOf({ targets, at: target * targets.width, parts }, synthetic, own, { k, found, sums });
  }
  return { k, rows };
}

/** One target, and room for its differences from a row, column by column. */
interface Target {
  targets: Points;
  at: number;
  parts: Float64Array;
}

function nearestOf(
  { targets: { coordinates }, at, parts }: Target,
  synthetic: GowerTree,
  own: readonly number[],
  { k, found, sums }: { k: number; found: Int32Array; sums: Float64Array },
): void {
  const { width, firstRow, coordinates: references } = synthetic;
  // Of the farthest secret's worst row so far: with one column left out, a row may be nearer by 1.
  let limit = Infinity;
  synthetic.start(coordinates, at);
  for (let leaf = synthetic.next(limit); leaf >= 0; leaf = synthetic.next(limit)) {
    const end = firstRow[leaf + 1] as number;
    for (let place = firstRow[leaf] as number; place < end; place++) {
      let total = 0;
      for (let j = 0, r = place * width; j < width; j++, r++) {
        const part = min(1, abs((coordinates[at + j] as number) - (references[r] as number)));
        parts[j] = part;
        total += part;
        if (total > limit) break;
      }
      if (total > limit) continue;
      const row = synthetic.rows[place] as number;
      let farthest = 0;
      for (let s = 0; s < own.length; s++) {
        const last = s * k + k - 1;
        const coordinate = own[s] as number;
        const sum = round((coordinate < 0 ? total : total - (parts[coordinate] as number)) / STEP) * STEP;
        const worst = sums[last] as number;
        if (sum < worst || (sum === worst && row < (found[last] as number))) insert(found, sums, s * k, k, row, sum);
        if ((sums[last] as number) > farthest) farthest = sums[last] as number;
      }
      limit = farthest + 1 + STEP;
    }
  }
}
