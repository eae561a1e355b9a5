import type { Pace } from '@headwater/quality';
import { cell, isAbsent, type AttackColumn, type AttackTables, type Side } from './attack-tables';
import { countBelow } from './roc';

const { abs } = Math;

/** For each query the information it shares with the reference row it shares most with, and which row that is. */
export interface MostShared {
  information: Float64Array;
  rows: Int32Array;
}

/**
 * How much two rows have in common, in nats: the sum over columns of -log of the share of real rows that lie between
 * their two cells, both included. Equal common levels count little, equal rare values much, different levels nothing. A
 * row with half of its values replaced is still far more like its original than any stranger is, which no mean of
 * distances shows.
 */
export class SharedInformation {
  private readonly columns: readonly AttackColumn[];
  private readonly pools: ((value: number) => { middle: number; count: number })[];
  /** -log of a share of the pool, by twice the number of its rows. */
  private readonly surprise: Float64Array;

  /** Shares are of these training and held-out rows together. */
  constructor({ columns }: AttackTables, real: Record<'train' | 'holdout', Uint32Array>) {
    this.columns = columns;
    const size = real.train.length + real.holdout.length;
    this.surprise = Float64Array.from({ length: 2 * size + 1 }, (_, twice) => -Math.log(Math.max(1, twice / 2) / size));
    this.pools = columns.map((column) => {
      const values = [
        ...Array.from(real.train, (row) => cell(column, 'train', row)),
        ...Array.from(real.holdout, (row) => cell(column, 'holdout', row)),
      ];
      return positionsIn(values);
    });
  }

  /** With each query's best reference row; `self` names, for each query, a reference that is the query itself. */
  async most(
    query: { side: Side; rows: Uint32Array; self?: Uint32Array },
    reference: { side: Side; rows: Uint32Array },
    pace: Pace,
  ): Promise<MostShared> {
    const n = query.rows.length;
    const note = 'looking for rows that share rare values';
    const from = this.columns.map((_, j) => this.positions(j, query.side, query.rows));
    const to = this.columns.map((_, j) => this.positions(j, reference.side, reference.rows));
    const information = new Float64Array(n).fill(-1);
    const rows = new Int32Array(n).fill(-1);
    const sums = new Float64Array(reference.rows.length);
    for (let i = 0; i < n; i++) {
      if (pace.due()) await pace.turn({ note, done: i, total: n });
      sums.fill(0);
      for (const [j, column] of this.columns.entries()) {
        const [a, b] = [from[j] as Positions, to[j] as Positions];
        const [middle, count] = [a.middles[i] as number, a.counts[i] as number];
        if (column.kind === 'discrete' || Number.isNaN(middle)) this.addEqual(sums, b, middle, count);
        else this.addBetween(sums, b, middle, count);
      }
      const own = query.self?.[i];
      for (let r = 0; r < sums.length; r++) {
        if (r === own || (sums[r] as number) <= (information[i] as number)) continue;
        information[i] = sums[r] as number;
        rows[i] = r;
      }
    }
    return { information, rows };
  }

  private addEqual(sums: Float64Array, { middles }: Positions, middle: number, count: number): void {
    const gain = this.surprise[2 * count] as number;
    const missing = Number.isNaN(middle);
    for (let r = 0; r < sums.length; r++) {
      const other = middles[r] as number;
      if (other === middle || (missing && isAbsent(other))) sums[r] = (sums[r] as number) + gain;
    }
  }

  private addBetween(sums: Float64Array, { middles, counts }: Positions, middle: number, count: number): void {
    const { surprise } = this;
    for (let r = 0; r < sums.length; r++) {
      const other = middles[r] as number;
      // Missing and a value have nothing in common.
      if (isAbsent(other)) continue;
      const twice = 2 * abs(other - middle) + count + (counts[r] as number);
      sums[r] = (sums[r] as number) + (surprise[twice] as number);
    }
  }

  private positions(j: number, side: Side, rows: Uint32Array): Positions {
    const column = this.columns[j] as AttackColumn;
    const pool = this.pools[j] as (value: number) => { middle: number; count: number };
    const middles = new Float64Array(rows.length);
    const counts = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const value = cell(column, side, rows[i] as number);
      const { middle, count } = pool(value);
      // Levels are compared by themselves: two that the pool lacks have the same place in it.
      middles[i] = column.kind === 'discrete' ? value : middle;
      counts[i] = count;
    }
    return { middles, counts };
  }
}

interface Positions {
  middles: Float64Array;
  counts: Float64Array;
}

/** Where a value stands among these: the middle of its equals' ranks, and how many they are. */
function positionsIn(values: readonly number[]): (value: number) => { middle: number; count: number } {
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const missing = values.length - sorted.length;
  return (value) => {
    if (Number.isNaN(value)) return { middle: NaN, count: missing };
    const below = countBelow(sorted, value, false);
    const count = countBelow(sorted, value, true) - below;
    return { middle: below + count / 2, count };
  };
}
