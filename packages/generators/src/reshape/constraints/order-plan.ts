import type { Grid } from '../../codec/grid';

/** A column of an order: kept as it is, or replaced by its distance from the ones it must not be below. */
export interface OrderedColumn {
  name: string;
  grid: Grid;
  /** Bounds in the order's direction, on the grid; null for none. */
  min: number | null;
  max: number | null;
  /** Places (in `columns`, all smaller) of those that it must not be below, or must be above. */
  above: { column: number; strict: boolean }[];
  /** Decided by another rule, whose values fit this one: never moved. */
  pinned: boolean;
  /** Names of inner columns, for a column with `above`: steps over the greatest of those, and values where all are missing. */
  gap: string | null;
  alone: string | null;
}

/**
 * Columns that inequalities tie together, and their ranges. With direction -1 everything is meant of negated values: the
 * greatest columns are kept, and smaller ones replaced by how far they lie below.
 */
export interface OrderPlan {
  kind: 'order';
  direction: 1 | -1;
  /** Each comes after those it is above. */
  columns: OrderedColumn[];
}
