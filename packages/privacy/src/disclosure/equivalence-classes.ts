import type { Column, Frame } from '@headwater/tables';
import { isMissing } from '@headwater/tables';

/** A cell as a number that equal cells share: a code, or the value itself; NaN for missing. */
export function cellOf(column: Column, row: number): number {
  if (isMissing(column, row)) return NaN;
  return (column.kind === 'numeric' ? column.values[row] : column.codes[row]) as number;
}

/**
 * The rows by what they hold in the quasi-identifiers: rows of one class cannot be told apart by these columns. Cells
 * must be equal as they are, numbers too: nothing is grouped into ranges here. Missing is a value like any other.
 */
export function equivalenceClasses(frame: Frame, quasiIdentifiers: readonly Column[]): Uint32Array[] {
  const classes = new Map<string, number[]>();
  for (let row = 0; row < frame.rows; row++) {
    let key = '';
    // Adding 0 makes -0 and 0 the same.
    for (const column of quasiIdentifiers) key += `${cellOf(column, row) + 0},`;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [row]);
    else known.push(row);
  }
  return [...classes.values()].map((rows) => Uint32Array.from(rows));
}
