import { makeData, RecordBatch, Struct, type Data, type DataType, type Schema } from 'apache-arrow';
import type { Column, Frame } from '../frame';
import { categoricalWriter, type SliceToArrow } from './categorical-data';
import { numericData } from './numeric-data';
import { arrowSchemaOf } from './types';

/**
 * The frame as record batches of its physical types; categories stored as text are Dictionary<Int32, Utf8> and share
 * their dictionary. A frame without rows gives one empty batch, so that its schema is not lost. Throws a RangeError
 * that names column and row where a value does not fit its storage (see {@link numericData}).
 */
export function frameToBatches(frame: Frame, batchRows = 65_536): Iterable<RecordBatch> {
  return toBatches(frame, arrowSchemaOf(frame.schema, true), batchRows);
}

/** The same with an Arrow schema of the caller's making ({@link arrowSchemaOf}). */
export function* toBatches(frame: Frame, schema: Schema, batchRows: number): Generator<RecordBatch> {
  const writers = frame.columns.map((column, j) => writerOf(column, schema, j));
  for (let start = 0; start === 0 || start < frame.rows; start += batchRows) {
    const end = Math.min(frame.rows, start + batchRows);
    yield new RecordBatch(
      schema,
      structOf(
        schema,
        end - start,
        writers.map((write) => write(start, end)),
      ),
    );
  }
}

export function structOf(schema: Schema, length: number, children: Data[]): Data<Struct> {
  return makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
}

function writerOf(column: Column, schema: Schema, j: number): SliceToArrow {
  const type = schema.fields[j]!.type as DataType;
  return column.kind === 'numeric'
    ? (start, end) => numericData(column, start, end, type)
    : categoricalWriter(column, type);
}
