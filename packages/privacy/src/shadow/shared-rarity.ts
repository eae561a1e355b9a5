import type { Pace } from '@headwater/quality';
import { countBelow } from '../attacks/roc';

const { abs, exp, log, max } = Math;

/** Cells of a column: values with NaN, or codes with -1, where missing. */
export interface Cells {
  kind: 'continuous' | 'discrete';
  values: ArrayLike<number>;
}

/** For each target how densely a table's rows lie around it, as logarithms. */
export interface Densities {
  /** Moved by many rows that share a little. */
  broad: Float64Array;
  /** Moved by few rows that share nearly all. */
  sharp: Float64Array;
}

/** Where cells stand in a column of the real rows. */
interface Places {
  /** Twice the middle of the ranks of equal values; of levels their code; NONE where missing. */
  twiceMiddles: Int32Array;
  /** How many real rows have the value. */
  counts: Int32Array;
}

const NONE = -1;

/**
 * How many rows of a table share what with each target, rare values counting for more.
 *
 * A row and a target have I nats in common: the sum over columns of -log of the share of real rows that lie between
 * their two cells, both included; nothing where levels differ or one is missing. The densities are
 * log mean exp(I / 4) and log mean exp(I) over the table's rows. Multiplied out over the columns, each is a weighted sum
 * of the counts of rows that agree with the target in every subset of the columns: all the counting queries of which
 * Houssiau et al. ("TAPAS", 2022) draw some at random.
 */
export class SharedRarity {
  private readonly places: ((values: ArrayLike<number>) => Places)[];
  private readonly targets: Places[];
  /** -log of a share of the real rows, by twice their number. */
  private readonly surprise: Float64Array;

  /** `columns` are of all real rows; `targets` are places among them. */
  constructor(
    private readonly columns: readonly Cells[],
    rows: number,
    targets: Uint32Array,
  ) {
    this.surprise = Float64Array.from({ length: 2 * rows + 1 }, (_, twice) => -log(max(2, twice) / (2 * rows)));
    this.places = columns.map((column) =>
      column.kind === 'discrete' ? placesOfLevels(column) : placesOfValues(column),
    );
    this.targets = columns.map(({ values }, j) => {
      const place = this.places[j] as (values: ArrayLike<number>) => Places;
      return place(Float64Array.from(targets, (row) => values[row] as number));
    });
  }

  /** Of a table with the same columns and codes, of `rows` rows; the time goes with targets times rows times columns. */
  async densities(table: readonly ArrayLike<number>[], rows: number, pace: Pace, note: string): Promise<Densities> {
    const places = table.map((values, j) => (this.places[j] as (values: ArrayLike<number>) => Places)(values));
    const count = this.targets[0]?.counts.length ?? 0;
    const densities = { broad: new Float64Array(count), sharp: new Float64Array(count) };
    const shared = new Float64Array(rows);
    for (let i = 0; i < count; i++) {
      if (pace.due()) await pace.turn({ note, done: i, total: count });
      shared.fill(0);
      for (const [j, place] of places.entries()) this.add(j, i, place, shared);
      const most = shared.reduce((a, b) => max(a, b), 0);
      let [broad, sharp] = [0, 0];
      for (const nats of shared) {
        const root = exp((nats - most) / 4);
        broad += root;
        sharp += (root * root) ** 2;
      }
      densities.broad[i] = most / 4 + log(broad / rows);
      densities.sharp[i] = most + log(sharp / rows);
    }
    return densities;
  }

  /** Adds to each row what it shares with target `i` in column `j`. */
  private add(j: number, i: number, { twiceMiddles, counts }: Places, shared: Float64Array): void {
    const { surprise } = this;
    const own = this.targets[j] as Places;
    const middle = own.twiceMiddles[i] as number;
    const count = own.counts[i] as number;
    if (middle === NONE || this.columns[j]?.kind === 'discrete') {
      const gain = surprise[2 * count] as number;
      for (let r = 0; r < shared.length; r++) if (twiceMiddles[r] === middle) shared[r] = (shared[r] as number) + gain;
      return;
    }
    for (let r = 0; r < shared.length; r++) {
      const other = twiceMiddles[r] as number;
      if (other === NONE) continue;
      shared[r] = (shared[r] as number) + (surprise[abs(other - middle) + count + (counts[r] as number)] as number);
    }
  }
}

function placesOfLevels({ values }: Cells): (values: ArrayLike<number>) => Places {
  const holders = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const code = max(NONE, values[row] as number);
    holders.set(code, (holders.get(code) ?? 0) + 1);
  }
  return (cells) => {
    const twiceMiddles = Int32Array.from(cells, (code) => max(NONE, code));
    return { twiceMiddles, counts: twiceMiddles.map((code) => holders.get(code) ?? 0) };
  };
}

function placesOfValues({ values }: Cells): (values: ArrayLike<number>) => Places {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const missing = values.length - sorted.length;
  return (cells) => {
    const twiceMiddles = new Int32Array(cells.length);
    const counts = new Int32Array(cells.length);
    for (let i = 0; i < cells.length; i++) {
      const value = cells[i] as number;
      const absent = Number.isNaN(value);
      const below = absent ? 0 : countBelow(sorted, value, false);
      const upTo = absent ? 0 : countBelow(sorted, value, true);
      twiceMiddles[i] = absent ? NONE : below + upTo;
      counts[i] = absent ? missing : upTo - below;
    }
    return { twiceMiddles, counts };
  };
}
