import { RandomStream } from '@headwater/random';
import type { ContinuousColumn, DiscreteColumn, Pace, Trio } from '@headwater/quality';

export type AttackColumn = ContinuousColumn | DiscreteColumn;
export type Side = keyof Trio<unknown>;

/** The three tables as the attacks see them, and how hard they try. */
export interface AttackTables {
  columns: readonly AttackColumn[];
  rows: Trio<number>;
  /** Rows attacked on each side, at most. */
  targets: number;
  /** Rows of each table that an attack searches, at most. */
  searched: number;
  seed: number;
  pace: Pace;
}

/** At most `most` different rows in an order of its own for each purpose: where rows tie, the first in that order wins. */
export function drawRows(tables: AttackTables, purpose: string, side: Side, most: number): Uint32Array {
  return new RandomStream(tables.seed, `privacy/attacks/${purpose}/${side}`)
    .permutation(tables.rows[side])
    .slice(0, Math.max(1, Math.floor(most)));
}

/** Targets of an attack: equally many training and held-out rows. */
export function drawTargets(tables: AttackTables, purpose: string): Record<'train' | 'holdout', Uint32Array> {
  const most = Math.min(tables.targets, tables.rows.train, tables.rows.holdout);
  return { train: drawRows(tables, purpose, 'train', most), holdout: drawRows(tables, purpose, 'holdout', most) };
}

/** A cell as a number: a level's code, NaN for missing of either kind. */
export function cell(column: AttackColumn, side: Side, row: number): number {
  const value = column[side][row] as number;
  return column.kind === 'discrete' && value < 0 ? NaN : value;
}

/** NaN alone differs from itself; asked in inner loops, where a look at the global Number would cost more. */
export function isAbsent(value: number): boolean {
  return value !== value;
}

/** Text that is equal for rows with equal cells in all the columns. */
export function rowKey(columns: readonly AttackColumn[], side: Side, row: number): string {
  let key = '';
  for (const column of columns) key += `${cell(column, side, row)},`;
  return key;
}

/** The rows among these whose cells no earlier one of them has. */
export function distinctRows(columns: readonly AttackColumn[], side: Side, rows: Uint32Array): Uint32Array {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const before = seen.size;
    return seen.add(rowKey(columns, side, row)).size > before;
  });
}
