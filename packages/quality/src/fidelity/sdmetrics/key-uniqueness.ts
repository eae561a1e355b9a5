import { isMissing, type Column, type Frame } from '@headwater/tables';

/**
 * KeyUniqueness of SDMetrics 0.32: the share of rows that hold a key no earlier row holds; a missing key is not one.
 * null without rows.
 */
export function keyUniqueness(column: Column): number | null {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  return rows === 0 ? null : distinctPresent(column) / rows;
}

/** Positions of the columns that are keys: identifiers by type or role that differ in all rows of `frame`. */
export function keyColumns(frame: Frame): number[] {
  return frame.columns.flatMap((column, i) =>
    (column.schema.type === 'identifier' || column.schema.role === 'id') && keyUniqueness(column) === 1 ? [i] : [],
  );
}

function distinctPresent(column: Column): number {
  const seen = new Set<number>();
  const values = column.kind === 'numeric' ? column.values : column.codes;
  for (let i = 0; i < values.length; i++) if (!isMissing(column, i)) seen.add(values[i] as number);
  return seen.size;
}
