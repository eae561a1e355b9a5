import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import { columnBuilder, type ColumnBuilder } from '../arrow/column-builder';
import { toBatches } from '../arrow/frame-to-batches';
import { arrowSchemaOf } from '../arrow/types';
import type { DecimalMark } from '../text/scan-number';

/** Cells in a batch: 32,768 rows of a table of 15 columns, some hundreds of one of thousands. */
const BATCH_CELLS = 1 << 19;
const MOST_ROWS = 32_768;

/** Adds a piece to the builders and tells its rows. */
export type Append<T> = (builders: readonly ColumnBuilder[], piece: T) => number;

/** Gathers pieces of any size into batches of the schema's physical types. */
export async function* gatheredBatches<T>(
  schema: TableSchema,
  mark: DecimalMark,
  pieces: AsyncIterable<T>,
  append: Append<T>,
): AsyncGenerator<RecordBatch> {
  const arrow = arrowSchemaOf(schema, false);
  const start = (): ColumnBuilder[] => schema.columns.map((column) => columnBuilder(column, mark));
  const enough = Math.min(MOST_ROWS, Math.ceil(BATCH_CELLS / schema.columns.length));
  let builders = start();
  let rows = 0;
  const flush = function* (): Generator<RecordBatch> {
    yield* toBatches({ schema, rows, columns: builders.map((builder) => builder.finish()) }, arrow, 2 * MOST_ROWS);
    builders = start();
    rows = 0;
  };
  for await (const piece of pieces) {
    rows += append(builders, piece);
    if (rows >= enough) yield* flush();
  }
  if (rows > 0) yield* flush();
}
