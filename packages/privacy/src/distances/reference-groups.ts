import type { Points } from './gower-space';

/** Groups of fewer rows than this on average cost more to walk than they save. */
const ROWS_A_GROUP = 16;
const MOST_KEY_COLUMNS = 6;

/**
 * Reference rows in groups of equal levels in the few discrete columns that tell rows apart best. Each level that
 * differs costs 1, so whole groups can be left out once a nearer row is known, and the search stays exact.
 */
export class ReferenceGroups {
  readonly coordinates: Float64Array;
  readonly count: number;
  /** Group g's rows are those from `starts[g]` to `starts[g + 1]` of the coordinates. */
  readonly starts: Int32Array;
  /** Places of the key columns among the coordinates. */
  readonly keyColumns: number[];
  private readonly keys: Float64Array;

  constructor({ coordinates, rows, width, discrete }: Points) {
    const candidates = discrete.flatMap((is, j) => (is ? [j] : [])).slice(0, MOST_KEY_COLUMNS);
    let keyColumns: number[] = [];
    let members = new Map([['', Array.from({ length: rows }, (_, row) => row)]]);
    for (const column of candidates) {
      const finer = new Map<string, number[]>();
      for (const [key, group] of members) {
        for (const row of group) {
          const name = `${key},${coordinates[row * width + column]}`;
          const others = finer.get(name);
          if (others === undefined) finer.set(name, [row]);
          else others.push(row);
        }
      }
      if (finer.size * ROWS_A_GROUP > rows) break;
      keyColumns = [...keyColumns, column];
      members = finer;
    }
    this.keyColumns = keyColumns;
    this.coordinates = new Float64Array(rows * width);
    this.count = members.size;
    this.starts = new Int32Array(members.size + 1);
    this.keys = new Float64Array(members.size * keyColumns.length);
    let at = 0;
    for (const [g, group] of [...members.values()].entries()) {
      const first = (group[0] ?? 0) * width;
      for (const [k, j] of keyColumns.entries())
        this.keys[g * keyColumns.length + k] = coordinates[first + j] as number;
      for (const row of group) this.coordinates.set(coordinates.subarray(row * width, (row + 1) * width), at++ * width);
      this.starts[g + 1] = at;
    }
  }

  /** How many key columns of the point at `at` differ from each group's, into `out`: a lower bound of its distances. */
  mismatches(point: Float64Array, at: number, out: Uint8Array): void {
    const { keys, keyColumns, count } = this;
    out.fill(0);
    for (let k = 0; k < keyColumns.length; k++) {
      const value = point[at + (keyColumns[k] as number)] as number;
      for (let g = 0; g < count; g++) if (keys[g * keyColumns.length + k] !== value) out[g] = (out[g] as number) + 1;
    }
  }
}
