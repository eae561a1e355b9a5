import type { TableSchema } from '@headwater/contracts';
import { columnBuilder } from '../arrow/column-builder';
import type { ReadWatch } from '../source/read-watch';
import { sourceError, quoted } from '../source-errors';
import { noRows } from './no-rows';
import type { TypedTable } from './typed-table';

/**
 * Reads the file once under another file's schema; SOURCE_SCHEMA_MISMATCH naming the column that does not fit. Returns
 * its rows.
 */
export async function fitTyped(
  table: TypedTable,
  like: TableSchema,
  order: readonly number[],
  watch: ReadWatch,
): Promise<number> {
  let rows = 0;
  for await (const batch of table.batches()) {
    like.columns.forEach((column, j) => {
      try {
        columnBuilder(column).append(batch.data.children[order[j] as number]!);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw sourceError(
          'SOURCE_SCHEMA_MISMATCH',
          { path: table.path, column: column.name },
          `column ${quoted(column.name)} is ${column.type} in the other file; from row ${rows + 1} on it is not`,
          'Mend the values, or declare a type for the column under schema.columns that both files fit.',
        );
      }
    });
    rows += batch.numRows;
    watch('typing', rows, 0, 'rows');
  }
  if (rows === 0) throw noRows(table.path);
  return rows;
}
