import type { ComparedColumn } from '../../compared-columns';
import { binColumn } from '../accuracy/binned-column';

/** A level this frequent among real rows is a mode; one that keeps less than this part of its share is dropped. */
const MODE_SHARE = 0.01;
const KEPT_PART = 0.25;

type Side = 'holdout' | 'synthetic';

/** Shares of rows per level or bin of one column. */
export interface ColumnModes {
  column: string;
  /** Position by position the same level: real rows and the other table's. */
  real: Float64Array;
  other: Float64Array;
}

/** Levels, missing included, and bins of training quantiles of numbers and times. Both tables must have rows. */
export function modesOf(columns: readonly ComparedColumn[], side: Side): ColumnModes[] {
  return columns.flatMap((column) => {
    if (column.kind === 'free') return [];
    // Levels that are missing are coded -1: all move up by one place.
    const named = column.kind === 'discrete';
    const coded = named ? { ...column, bins: column.levels.length + 1 } : binColumn(column);
    const sharesOf = (codes: Int32Array): Float64Array => shares(codes, coded.bins, named ? 1 : 0);
    return [{ column: column.schema.name, real: sharesOf(coded.train), other: sharesOf(coded[side]) }];
  });
}

/** The share of modes that are missing or kept less than a quarter of their real share; null if there is no mode. */
export function modeDrop(columns: readonly ColumnModes[]): number | null {
  let modes = 0;
  let dropped = 0;
  for (const { real, other } of columns) {
    for (const [level, share] of real.entries()) {
      if (share < MODE_SHARE) continue;
      modes++;
      if ((other[level] as number) < KEPT_PART * share) dropped++;
    }
  }
  return modes === 0 ? null : dropped / modes;
}

/** How much more of the rows than among real ones the most over-represented level of any column takes; null if none. */
export function modeDuplication(columns: readonly ColumnModes[]): number | null {
  let most = -Infinity;
  for (const { real, other } of columns)
    for (const [level, share] of other.entries()) most = Math.max(most, share - (real[level] as number));
  return most === -Infinity ? null : Math.max(0, most);
}

function shares(codes: Int32Array, count: number, first: number): Float64Array {
  const counts = new Float64Array(count);
  for (const code of codes) counts[code + first] = (counts[code + first] as number) + 1;
  return counts.map((n) => n / codes.length);
}
