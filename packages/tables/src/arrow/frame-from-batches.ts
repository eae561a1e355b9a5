import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import type { Frame } from '../frame';
import { columnBuilder } from './column-builder';

/**
 * Gathers record batches into a frame. Columns are taken by position; types may be those of the schema or any that hold
 * the same values (dictionaries, wide strings, decimals). Throws a RangeError naming the column where one does not fit.
 */
export async function frameFromBatches(
  schema: TableSchema,
  batches: Iterable<RecordBatch> | AsyncIterable<RecordBatch>,
): Promise<Frame> {
  const builders = schema.columns.map((column) => columnBuilder(column));
  let rows = 0;
  for await (const batch of batches) {
    const { children } = batch.data;
    if (children.length !== builders.length) {
      throw new RangeError(`frame: a batch has ${children.length} columns where the schema has ${builders.length}`);
    }
    builders.forEach((builder, j) => builder.append(children[j]!));
    rows += batch.numRows;
  }
  return { schema, rows, columns: builders.map((builder) => builder.finish()) };
}
