import type { Points } from '../distances/gower-space';
import { GowerSpace } from '../distances/gower-space';
import type { AttackTables, Side } from './attack-tables';
import { insert } from './nearest-records';

const { abs, min } = Math;
/** Leaving out a column by subtraction rounds: nearer by less than this is not nearer. */
const ROUNDING = 1e-12;

/** Which columns are guessed, and from which; both as places among the table's columns. */
export interface Knowledge {
  secrets: readonly number[];
  known: readonly number[];
}

/** Nearest synthetic rows by secret: target t's are at (t * secrets + s) * k, nearest first, as indices of `synthetic`. */
export interface NearestBySecret {
  k: number;
  rows: Int32Array;
}

/** Makes points whose coordinate j is column j; a space sorts its columns, so each gets one of its own. */
export function pointsInOrder({
  columns,
  rows: { train },
  seed,
}: AttackTables): (side: Side, rows: Uint32Array) => Points {
  const spaces = columns.map((column) => new GowerSpace([column], train, seed));
  const width = columns.length;
  return (side, rows) => {
    const coordinates = new Float64Array(rows.length * width);
    for (const [j, space] of spaces.entries()) {
      const alone = space.points(side, rows).coordinates;
      for (let i = 0; i < rows.length; i++) coordinates[i * width + j] = alone[i] as number;
    }
    return { coordinates, rows: rows.length, width, discrete: columns.map((c) => c.kind === 'discrete') };
  };
}

/**
 * For each target and each secret the `k` synthetic rows nearest in the known columns, the secret itself left out. One
 * pass serves all secrets: each needs the sum over all known columns less its own part. Earlier rows win ties.
 */
export async function nearestBySecret(
  targets: Points,
  synthetic: Points,
  { secrets, known }: Knowledge,
  { k, tables, note }: { k: number; tables: AttackTables; note: string },
): Promise<NearestBySecret> {
  const { pace } = tables;
  const rows = new Int32Array(targets.rows * secrets.length * k).fill(-1);
  const sums = new Float64Array(secrets.length * k);
  const parts = new Float64Array(targets.width);
  for (let target = 0; target < targets.rows; target++) {
    if (pace.due()) await pace.turn({ note, done: target, total: targets.rows });
    sums.fill(Infinity);
    const found = rows.subarray(target * secrets.length * k, (target + 1) * secrets.length * k);
    let farthest = Infinity;
    for (let row = 0; row < synthetic.rows; row++) {
      const total = sumOfParts(targets, target, synthetic, row, known, parts, farthest + 1);
      if (total >= farthest + 1) continue;
      farthest = 0;
      for (let s = 0; s < secrets.length; s++) {
        const last = s * k + k - 1;
        // A column that is not known has no part in the sum: its place in `parts` stays 0.
        const sum = total - (parts[secrets[s] as number] as number);
        if (sum < (sums[last] as number) - ROUNDING) insert(found, sums, s * k, k, row, sum);
        if ((sums[last] as number) > farthest) farthest = sums[last] as number;
      }
    }
  }
  return { k, rows };
}

function sumOfParts(
  targets: Points,
  target: number,
  synthetic: Points,
  row: number,
  known: readonly number[],
  parts: Float64Array,
  limit: number,
): number {
  const { width } = targets;
  const [a, b] = [target * width, row * width];
  let sum = 0;
  for (let i = 0; i < known.length; i++) {
    const j = known[i] as number;
    const part = min(1, abs((targets.coordinates[a + j] as number) - (synthetic.coordinates[b + j] as number)));
    parts[j] = part;
    sum += part;
    if (sum >= limit) break;
  }
  return sum;
}
