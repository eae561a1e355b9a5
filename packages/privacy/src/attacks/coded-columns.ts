import type { Trio } from '@headwater/quality';
import { countBelow } from './roc';
import type { AttackColumn, Side } from './attack-tables';

/**
 * A column whose equal cells have equal codes, in all three tables: 0 to `size` - 1, -1 where missing. Codes of numbers
 * and times are in the order of the values.
 */
export interface CodedColumn extends Trio<Int32Array> {
  kind: AttackColumn['kind'];
  size: number;
}

/** Codes of the columns' cells. Levels have theirs already. */
export function codedColumns(columns: readonly AttackColumn[]): CodedColumn[] {
  return columns.map((column): CodedColumn => {
    if (column.kind === 'discrete') {
      const { train, holdout, synthetic, levels } = column;
      return { kind: 'discrete', train, holdout, synthetic, size: levels.length };
    }
    const values = distinctValues([column.train, column.holdout, column.synthetic]);
    const codes = (side: Side): Int32Array =>
      Int32Array.from(column[side], (value) => (Number.isNaN(value) ? -1 : countBelow(values, value, false)));
    const sides = { train: codes('train'), holdout: codes('holdout'), synthetic: codes('synthetic') };
    return { kind: 'continuous', ...sides, size: values.length };
  });
}

/** In increasing order, without NaN; -0 is 0. */
function distinctValues(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let count = 0;
  for (const part of parts) for (const value of part) if (!Number.isNaN(value)) all[count++] = value + 0;
  const sorted = all.subarray(0, count).sort();
  return sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
}
