import { RandomStream } from '@headwater/random';
import type { ContinuousColumn, DiscreteColumn, Pace, Trio } from '@headwater/quality';

export type AttackColumn = ContinuousColumn | DiscreteColumn;
export type Side = keyof Trio<unknown>;

/** The three tables as the measures see them, and how hard they try. */
export interface AttackTables {
  columns: readonly AttackColumn[];
  rows: Trio<number>;
  /** All rows of each table in an order drawn by the seed: whoever needs some of them takes the first. */
  order: Trio<Uint32Array>;
  /** Rows attacked on each side, at most. */
  targets: number;
  /** Rows of each table that an attack searches, at most. */
  searched: number;
  seed: number;
  pace: Pace;
}

/** The tables with their rows in random order: where rows tie, the first in that order wins. */
export function attackTables(parts: Omit<AttackTables, 'order'>): AttackTables {
  const order = (side: Side): Uint32Array =>
    new RandomStream(parts.seed, `privacy/order/${side}`).permutation(parts.rows[side]);
  return {
    ...parts,
    order: { train: order('train'), holdout: order('holdout'), synthetic: order('synthetic') },
  };
}

/** At most `most` different rows, drawn at random. */
export function drawRows({ order }: AttackTables, side: Side, most: number): Uint32Array {
  return order[side].subarray(0, Math.max(1, Math.floor(most)));
}

/** Targets of an attack: equally many training and held-out rows. */
export function drawTargets(tables: AttackTables): Record<'train' | 'holdout', Uint32Array> {
  const most = Math.min(tables.targets, tables.rows.train, tables.rows.holdout);
  return { train: drawRows(tables, 'train', most), holdout: drawRows(tables, 'holdout', most) };
}

/** As many training as held-out rows to search, so that neither side is nearer for having more. */
export function drawInEqualNumbers(tables: AttackTables): Record<'train' | 'holdout', Uint32Array> {
  const equal = Math.min(tables.rows.train, tables.rows.holdout, tables.searched);
  return { train: drawRows(tables, 'train', equal), holdout: drawRows(tables, 'holdout', equal) };
}

/** A cell as a number: a level's code, NaN for missing of either kind. */
export function cell(column: AttackColumn, side: Side, row: number): number {
  const value = column[side][row] as number;
  return column.kind === 'discrete' && value < 0 ? NaN : value;
}
