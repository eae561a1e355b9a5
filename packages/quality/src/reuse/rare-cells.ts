import type { Frame } from '@headwater/tables';
import { compareColumns } from '../compared-columns';
import { quantileOf } from '../quantile';
import { sortedPresent } from '../single-column/sorted-values';

/** Ends of a number column, as shares of the real rows: what collapse takes first. */
const TAILS = [0.01, 0.05];
/** A level that fewer real rows have is rare. */
const RARE = 0.05;

/** Synthetic rows that lie in one tail of a column, or have one rare level, and the share of all that they should keep. */
export interface RareCell {
  rows: Uint32Array;
  /** The lesser of the share of the real and of the synthetic rows. */
  least: number;
}

/** Tails of numbers and times and rare levels of categories that synthetic rows have, by the real rows. */
export function rareCells(real: Frame, synthetic: Frame): RareCell[] {
  return compareColumns(real, real, synthetic).flatMap((column): RareCell[] => {
    if (column.kind === 'free') return [];
    const { train: ours, synthetic: theirs } = column;
    if (column.kind === 'discrete') {
      const codes = [-1, ...column.levels.keys()];
      return codes.flatMap((code) => cellOf(ours, theirs, (value) => value === code));
    }
    const sorted = sortedPresent(column.train);
    return TAILS.flatMap((level) => {
      const [low, high] = [quantileOf(sorted, level), quantileOf(sorted, 1 - level)];
      return [...cellOf(ours, theirs, (value) => value < low), ...cellOf(ours, theirs, (value) => value > high)];
    });
  });
}

type Values = Float64Array | Int32Array;

function cellOf(ours: Values, theirs: Values, has: (value: number) => boolean): RareCell[] {
  let real = 0;
  for (const value of ours) if (has(value)) real++;
  const share = real / ours.length;
  if (real === 0 || share > RARE) return [];
  const rows: number[] = [];
  theirs.forEach((value, row) => void (has(value) && rows.push(row)));
  return rows.length === 0
    ? []
    : [{ rows: Uint32Array.from(rows), least: Math.min(share, rows.length / theirs.length) }];
}
