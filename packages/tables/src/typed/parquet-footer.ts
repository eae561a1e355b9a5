import { open } from 'node:fs/promises';
import { tableFromIPC, type Schema } from 'apache-arrow';
import { parquetWasm } from '../heavy';

const MAGIC = Buffer.from('PAR1');
/** Length of the metadata and magic, at the end. */
const TAIL = 8;

/**
 * The Arrow schema of a Parquet file, from its footer alone. Of parquet-wasm only this synchronous call may see a file
 * of unknown origin: damage makes it throw, where the asynchronous reader aborts from a callback that nothing can
 * catch.
 */
export async function parquetSchema(path: string): Promise<Schema> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = await exactly(file, size - TAIL, TAIL, size);
    const length = tail.readUInt32LE(0) + TAIL;
    if (!tail.subarray(4).equals(MAGIC)) throw new RangeError('parquet: the last four bytes are not PAR1');
    const footer = await exactly(file, size - length, length, size);
    return tableFromIPC(
      parquetWasm()
        .readSchema(Buffer.concat([MAGIC, footer]))
        .intoIPCStream(),
    ).schema;
  } finally {
    await file.close();
  }
}

async function exactly(
  file: Awaited<ReturnType<typeof open>>,
  at: number,
  length: number,
  size: number,
): Promise<Buffer> {
  if (at < MAGIC.length) throw new RangeError(`parquet: the footer would start before the file's data (${size} bytes)`);
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead !== length) throw new RangeError('parquet: the file is shorter than it was');
  return bytes;
}
