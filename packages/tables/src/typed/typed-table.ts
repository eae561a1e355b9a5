import { open } from 'node:fs/promises';
import { RecordBatchReader, type RecordBatch, type Schema } from 'apache-arrow';
import { isHeadwaterError } from '@headwater/contracts';
import { openParquet } from '../codecs/parquet-file';
import { sourceError } from '../source-errors';

/** A file whose columns have types of their own. */
export interface TypedTable {
  path: string;
  schema: Schema;
  /** The batches in order; SOURCE_NOT_TABULAR where the file turns out to be damaged. */
  batches(): AsyncIterable<RecordBatch>;
}

export async function openTypedTable(path: string, format: 'parquet' | 'arrow'): Promise<TypedTable> {
  const read = format === 'parquet' ? readParquet : readArrow;
  try {
    const schema = format === 'parquet' ? await parquetSchema(path) : await arrowSchema(path);
    return { path, schema, batches: () => guarded(path, format, read(path)) };
  } catch (error) {
    throw damaged(path, format, error);
  }
}

async function parquetSchema(path: string): Promise<Schema> {
  const file = await openParquet(path);
  await file.close();
  return file.schema;
}

async function* readParquet(path: string): AsyncGenerator<RecordBatch> {
  const file = await openParquet(path);
  try {
    for (let group = 0; group < file.rowGroups; group++) yield* file.batches(group);
  } finally {
    await file.close();
  }
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

async function* readArrow(path: string): AsyncGenerator<RecordBatch> {
  const file = await open(path, 'r');
  try {
    yield* await RecordBatchReader.from(file);
  } finally {
    await file.close();
  }
}

async function* guarded(path: string, format: string, batches: AsyncIterable<RecordBatch>): AsyncGenerator<RecordBatch> {
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

function damaged(path: string, format: string, error: unknown): unknown {
  if (isHeadwaterError(error) || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/compress/i.test(message) && format === 'arrow') {
    return sourceError('SOURCE_UNREADABLE', { path }, 'its Arrow buffers are compressed, which is not read', 'Write it uncompressed, or as Parquet.', error);
  }
  const name = format === 'parquet' ? 'Parquet' : 'Arrow IPC';
  return sourceError('SOURCE_NOT_TABULAR', { path }, `the ${name} file is damaged or cut short`, 'Write or copy the file again.', error);
}
