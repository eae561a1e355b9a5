import { rm } from 'node:fs/promises';
import { RecordBatch, RecordBatchStreamWriter } from 'apache-arrow';
import type { RecordBatch as WasmBatch, WriterProperties } from 'parquet-wasm';
import { canonicalJson, type TableSchema } from '@headwater/contracts';
import { arrowSchemaOf } from '../arrow/types';
import { parquetWasm } from '../heavy';
import { FileSink } from './file-sink';
import { DictionaryFlattener } from './flatten-dictionaries';
import { openParquet } from './parquet-file';
import { orderKeyValues } from './parquet-key-values';
import {
  METADATA_KEY,
  SCHEMA_KEY,
  type Batches,
  type TableCodec,
  type WriteOptions,
  type WrittenTable,
} from './table-codec';

const ROW_GROUP_ROWS = 65_536;

/**
 * Parquet through parquet-wasm: zstd pages, texts as plain strings. Batches stream through, so memory holds a row
 * group. The caller's metadata are keys of the file's metadata, which other readers show, and one JSON object in the
 * Arrow schema that the file carries.
 */
export const parquetCodec: TableCodec = {
  write: writeParquet,
  async *read(path) {
    const file = await openParquet(path);
    try {
      for (let group = 0; group < file.rowGroups; group++) yield* file.batches(group);
    } finally {
      await file.close();
    }
  },
};

async function writeParquet(
  path: string,
  schema: TableSchema,
  batches: Batches,
  options: WriteOptions = {},
): Promise<WrittenTable> {
  const extra = options.metadata && new Map([[METADATA_KEY, canonicalJson(options.metadata)]]);
  const source = new WasmBatches(schema, batches, extra);
  const bytes = await FileSink.with(path, async (sink) => {
    try {
      const pages = await parquetWasm().transformParquetStream(source.stream, properties(schema, options));
      for await (const page of pages as unknown as AsyncIterable<Uint8Array>) await sink.write(page);
    } catch (error) {
      throw source.failure ?? error;
    }
    if (source.failure !== null) throw source.failure;
  });
  if (options.metadata !== undefined) await orderKeyValues(path).catch((error: unknown) => removed(path, error));
  return { rows: source.rows, bytes };
}

async function removed(path: string, error: unknown): Promise<never> {
  await rm(path, { force: true });
  throw error;
}

function properties(schema: TableSchema, options: WriteOptions): WriterProperties {
  const { Compression, WriterPropertiesBuilder } = parquetWasm();
  return new WriterPropertiesBuilder()
    .setCompression(Compression.ZSTD)
    .setMaxRowGroupSize(options.rowGroupRows ?? ROW_GROUP_ROWS)
    .setKeyValueMetadata(new Map([[SCHEMA_KEY, canonicalJson(schema)], ...Object.entries(options.metadata ?? {})]))
    .setCreatedBy('headwater')
    .build();
}

/** Arrow batches as the stream of WebAssembly batches that the writer pulls from. */
class WasmBatches {
  rows = 0;
  /** What the batches threw: the writer reports it only as text. */
  failure: Error | null = null;
  readonly stream: ReadableStream<WasmBatch>;
  private empty = true;

  constructor(schema: TableSchema, batches: Batches, metadata: Map<string, string> | undefined) {
    const flat = arrowSchemaOf(schema, false, metadata);
    const flattener = new DictionaryFlattener(flat);
    const iterator = iterate(batches);
    this.stream = new ReadableStream<WasmBatch>(
      {
        pull: async (controller) => {
          try {
            const next = await iterator.next();
            if (next.done !== true) return this.enqueue(controller, flattener.flatten(next.value));
            if (this.empty) this.enqueue(controller, new RecordBatch(flat));
            controller.close();
          } catch (error) {
            this.failure = error instanceof Error ? error : new Error(String(error));
            controller.error(this.failure);
          }
        },
        cancel: async () => {
          await iterator.return?.(undefined);
        },
      },
      { highWaterMark: 1 },
    );
  }

  private enqueue(controller: ReadableStreamDefaultController<WasmBatch>, batch: RecordBatch): void {
    const table = parquetWasm().Table.fromIPCStream(RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true));
    for (const part of table.recordBatches()) controller.enqueue(part);
    table.free();
    this.rows += batch.numRows;
    this.empty = false;
  }
}

async function* iterate(batches: Batches): AsyncGenerator<RecordBatch> {
  yield* batches;
}
