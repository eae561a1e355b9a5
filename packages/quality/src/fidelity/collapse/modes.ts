import type { ScorePair } from '../../column-scores';
import type { ComparedColumn, Trio } from '../../compared-columns';
import { binColumn } from '../accuracy/binned-column';

/** A level this frequent among real rows is a mode; one that keeps less than this part of its share is dropped. */
const MODE_SHARE = 0.01;
const KEPT_PART = 0.25;

/** Shares of rows per level or bin of one column: position by position the same level. */
export type ColumnModes = Trio<Float64Array>;
type Side = keyof ScorePair;

/** Levels, missing included, and bins of training quantiles of numbers and times. A table without rows has NaNs. */
export function modesOf(columns: readonly ComparedColumn[]): ColumnModes[] {
  return columns.flatMap((column): ColumnModes[] => {
    if (column.kind === 'free') return [];
    // Levels that are missing are coded -1: all move up by one place.
    const named = column.kind === 'discrete';
    const coded = named ? { ...column, bins: column.levels.length + 1 } : binColumn(column);
    const of = (side: keyof Trio<unknown>): Float64Array => shares(coded[side], coded.bins, named ? 1 : 0);
    return [{ train: of('train'), holdout: of('holdout'), synthetic: of('synthetic') }];
  });
}

/** The share of modes that are missing or kept less than a quarter of their real share; null if there is no mode. */
export function modeDrop(columns: readonly ColumnModes[], side: Side): number | null {
  let modes = 0;
  let dropped = 0;
  for (const { train, [side]: other } of columns) {
    for (let level = 0; level < train.length; level++) {
      const share = train[level] as number;
      if (share < MODE_SHARE) continue;
      modes++;
      if ((other[level] as number) < KEPT_PART * share) dropped++;
    }
  }
  return modes === 0 ? null : dropped / modes;
}

/** How much more of the rows than among real ones the most over-represented level of any column takes; null if none. */
export function modeDuplication(columns: readonly ColumnModes[], side: Side): number | null {
  let most = -Infinity;
  for (const { train, [side]: other } of columns)
    for (let level = 0; level < train.length; level++)
      most = Math.max(most, (other[level] as number) - (train[level] as number));
  return most === -Infinity ? null : Math.max(0, most);
}

function shares(codes: Int32Array | Uint16Array, count: number, first: number): Float64Array {
  const counts = new Float64Array(count);
  for (const code of codes) counts[code + first] = (counts[code + first] as number) + 1;
  return counts.map((n) => n / codes.length);
}
