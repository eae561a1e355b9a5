import { createReadStream } from 'node:fs';
import { AsyncByteQueue, RecordBatch, RecordBatchReader, RecordBatchStreamWriter, Schema } from 'apache-arrow';
import { canonicalJson, type TableSchema } from '@headwater/contracts';
import { structOf } from '../arrow/frame-to-batches';
import { arrowSchemaOf } from '../arrow/types';
import { FileSink } from './file-sink';
import {
  METADATA_KEY,
  SCHEMA_KEY,
  type Batches,
  type TableCodec,
  type WriteOptions,
  type WrittenTable,
} from './table-codec';

/** Arrow IPC stream: the fastest to write and read, uncompressed. Categories keep their dictionaries. */
export const arrowCodec: TableCodec = {
  write: writeArrow,
  async *read(path) {
    const stream = createReadStream(path, { highWaterMark: 1 << 20 });
    try {
      yield* await RecordBatchReader.from(stream);
    } finally {
      stream.destroy();
    }
  },
};

async function writeArrow(
  path: string,
  table: TableSchema,
  batches: Batches,
  options: WriteOptions = {},
): Promise<WrittenTable> {
  const metadata = new Map([[SCHEMA_KEY, canonicalJson(table)]]);
  if (options.metadata) metadata.set(METADATA_KEY, canonicalJson(options.metadata));
  for (const [key, value] of Object.entries(options.metadata ?? {}).sort()) metadata.set(key, value);
  const queue = new DrainedQueue();
  const writer = new RecordBatchStreamWriter();
  let schema: Schema | undefined;
  let rows = 0;
  const bytes = await FileSink.with(path, async (sink) => {
    const drain = async (): Promise<void> => {
      for (const chunk of queue.drain()) await sink.write(chunk);
    };
    for await (const batch of batches) {
      if (schema === undefined) writer.reset(queue, (schema = new Schema(batch.schema.fields, metadata)));
      if (batch.numRows > 0)
        writer.write(new RecordBatch(schema, structOf(schema, batch.numRows, batch.data.children)));
      rows += batch.numRows;
      await drain();
    }
    if (schema === undefined) writer.reset(queue, new Schema(arrowSchemaOf(table, true).fields, metadata));
    writer.close();
    await drain();
  });
  return { rows, bytes };
}

/** Arrow's own queue never pushes back; this one is emptied into the file after every batch. */
class DrainedQueue extends AsyncByteQueue {
  private chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.chunks.push(chunk);
  }

  drain(): Uint8Array[] {
    const chunks = this.chunks;
    this.chunks = [];
    return chunks;
  }
}
