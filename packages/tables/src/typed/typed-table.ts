import { open } from 'node:fs/promises';
import { RecordBatchReader, type DataType, type RecordBatch, type Schema } from 'apache-arrow';
import { isHeadwaterError, type PhysicalType } from '@headwater/contracts';
import { physicalOf } from '../arrow/types';
import { parquetBatches } from '../duckdb/parquet-batches';
import { quoted, sourceError } from '../source-errors';
import { parquetSchema } from './parquet-footer';

export type TypedFormat = 'parquet' | 'arrow';

/** A file whose columns have types of their own. */
export interface TypedTable {
  path: string;
  schema: Schema;
  physicals: PhysicalType[];
  /** The batches in order; SOURCE_NOT_TABULAR where the file turns out to be damaged. */
  batches(): AsyncIterable<RecordBatch>;
}

/** Opens a Parquet or Arrow file by its schema. Throws SOURCE_NOT_TABULAR, SOURCE_UNSUPPORTED_TYPE. */
export async function openTypedTable(path: string, format: TypedFormat): Promise<TypedTable> {
  const schema = await (format === 'parquet' ? parquetSchema(path) : arrowSchema(path)).catch((error: unknown) => {
    throw damaged(path, format, error);
  });
  const physicals = schema.fields.map((field) => {
    const physical = physicalOf(field.type as DataType);
    if (physical !== null) return physical;
    throw sourceError(
      'SOURCE_UNSUPPORTED_TYPE',
      { path, column: field.name },
      `column ${quoted(field.name)} has the type ${String(field.type)}, which is not supported`,
      'Flatten nested columns, and store binary values, times of day and durations as text or numbers.',
    );
  });
  const read = format === 'parquet' ? () => parquetBatches(path, physicals) : () => arrowBatches(path);
  return { path, schema, physicals, batches: () => guarded(path, format, read()) };
}

async function arrowSchema(path: string): Promise<Schema> {
  const file = await open(path, 'r');
  try {
    const reader = await (await RecordBatchReader.from(file)).open();
    return reader.schema;
  } finally {
    await file.close();
  }
}

async function* arrowBatches(path: string): AsyncGenerator<RecordBatch> {
  const file = await open(path, 'r');
  try {
    yield* await RecordBatchReader.from(file);
  } finally {
    await file.close();
  }
}

async function* guarded(
  path: string,
  format: TypedFormat,
  batches: AsyncIterable<RecordBatch>,
): AsyncGenerator<RecordBatch> {
  const iterator = batches[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        throw damaged(path, format, error);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** The readers' messages may quote values, so they are not passed on. */
function damaged(path: string, format: TypedFormat, error: unknown): unknown {
  if (isHeadwaterError(error) || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/compress/i.test(message) && format === 'arrow') {
    return sourceError(
      'SOURCE_UNREADABLE',
      { path },
      'its Arrow buffers are compressed, which is not read',
      'Write it uncompressed, or as Parquet.',
    );
  }
  const name = format === 'parquet' ? 'Parquet' : 'Arrow IPC';
  return sourceError(
    'SOURCE_NOT_TABULAR',
    { path },
    `the ${name} file is damaged or cut short`,
    'Write or copy the file again.',
  );
}
