import type { FixedCombinationsConstraint } from '@headwater/contracts';
import { columnOf, isMissing, type Frame } from '@headwater/tables';

/** 1 for rows with a combination of values that none of the real rows has. */
export function brokenCombinations(
  frame: Frame,
  real: Frame,
  { columns }: Pick<FixedCombinationsConstraint, 'columns'>,
): Uint8Array {
  const known = new Set<string>();
  const keys = combinations(real, columns);
  for (let i = 0; i < real.rows; i++) known.add(keys(i));
  const asked = combinations(frame, columns);
  return Uint8Array.from({ length: frame.rows }, (_, i) => (known.has(asked(i)) ? 0 : 1));
}

function combinations(frame: Frame, names: readonly string[]): (row: number) => string {
  const columns = names.map((name) => columnOf(frame, name));
  return (row) =>
    JSON.stringify(
      columns.map((column) => {
        if (isMissing(column, row)) return null;
        // A number that is none of JSON's becomes a text.
        return column.kind === 'numeric' ? String(column.values[row]) : column.levels[column.codes[row] as number];
      }),
    );
}
