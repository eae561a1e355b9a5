import type { ColumnSchema, TableSchema } from '@headwater/contracts';

const SHORT_ROWS = 250_000;
const SHORT_CELLS = 1 << 25;
/** Levels that a category of a long table may have before its dictionary is begun anew. */
const MOST_LEVELS = 131_072;

/** Whether dictionaries may hold a whole column: at most 250,000 rows and 33,554,432 cells. */
export function isShort(schema: TableSchema, rows: number): boolean {
  return rows <= SHORT_ROWS && rows * schema.columns.length <= SHORT_CELLS;
}

/** How many levels a column's dictionary may have before it is begun anew; see {@link RowSource}. */
export function mostLevelsOf(column: ColumnSchema, short: boolean): number {
  if (short) return Infinity;
  return column.type === 'text' || column.type === 'identifier' ? 0 : MOST_LEVELS;
}
