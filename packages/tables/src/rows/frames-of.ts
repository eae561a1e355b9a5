import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import { columnBuilder } from '../arrow/column-builder';
import type { Frame } from '../frame';
import { isShort, mostLevelsOf } from './dictionary-rule';
import { slicesOf } from './slices-of';

/**
 * Record batches as the frames of a {@link RowSource} of `rows` rows. Columns are taken by position, types as
 * {@link frameFromBatches} takes them; throws its RangeErrors.
 */
export async function* framesOf(
  schema: TableSchema,
  batches: Iterable<RecordBatch> | AsyncIterable<RecordBatch>,
  rows: number,
): AsyncGenerator<Frame> {
  const short = isShort(schema, rows);
  const builders = schema.columns.map((column) => columnBuilder(column, '.', mostLevelsOf(column, short)));
  for await (const batch of batches) {
    const { children } = batch.data;
    if (children.length !== builders.length) {
      throw new RangeError(`frame: a batch has ${children.length} columns where the schema has ${builders.length}`);
    }
    builders.forEach((builder, j) => builder.append(children[j]!));
    yield* slicesOf({ schema, rows: batch.numRows, columns: builders.map((builder) => builder.finish()) });
  }
}
