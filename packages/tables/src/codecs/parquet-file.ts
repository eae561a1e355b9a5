import { open, type FileHandle } from 'node:fs/promises';
import { tableFromIPC, type RecordBatch, type Schema } from 'apache-arrow';
import type { RecordBatch as WasmBatch } from 'parquet-wasm';
import { parquetWasm } from '../heavy';
import { FileSlice } from './file-slice';

/** Rows decoded at a time: a row group may hold many. Cells bound them in tables of more than 64 columns. */
const BATCH_ROWS = 32_768;
const BATCH_CELLS = 1 << 21;

export interface OpenParquet {
  rows: number;
  rowGroups: number;
  schema: Schema;
  /** Key-value metadata of the file. */
  metadata: Map<string, string>;
  batches(rowGroup: number): AsyncIterable<RecordBatch>;
  close(): Promise<void>;
}

/** Opens a Parquet file by its footer; pages are read as batches are asked for. Rejects where the file is none. */
export async function openParquet(path: string): Promise<OpenParquet> {
  const handle = await open(path, 'r');
  try {
    return await describe(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function describe(handle: FileHandle): Promise<OpenParquet> {
  const { size } = await handle.stat();
  const file = await parquetWasm().ParquetFile.fromFile(new FileSlice(handle, 0, size) as unknown as Blob);
  const metadata = file.metadata();
  const { schema } = tableFromIPC(file.schema().intoIPCStream());
  const batchSize = Math.min(BATCH_ROWS, Math.ceil(BATCH_CELLS / Math.max(1, schema.fields.length)));
  const fileMetadata = metadata.fileMetadata();
  return {
    rows: fileMetadata.numRows(),
    rowGroups: metadata.numRowGroups(),
    schema,
    metadata: fileMetadata.keyValueMetadata() as Map<string, string>,
    async *batches(rowGroup) {
      const stream = await file.stream({ rowGroups: [rowGroup], batchSize });
      for await (const batch of stream as unknown as AsyncIterable<WasmBatch>)
        yield* tableFromIPC(batch.intoIPCStream()).batches;
    },
    async close() {
      file.free();
      await handle.close();
    },
  };
}
