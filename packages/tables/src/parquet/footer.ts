import { open, type FileHandle } from 'node:fs/promises';
import { fieldOf, readThrift, WIRE, writeThrift, type ThriftList, type ThriftStruct } from './thrift';

const MAGIC = Buffer.from('PAR1');
/** Length of the footer and magic, at the end. */
const TAIL = 8;

/** Field numbers of parquet.thrift's FileMetaData, RowGroup and KeyValue. */
export const FILE = { rows: 3, rowGroups: 4, metadata: 5 } as const;
export const ROW_GROUP = { columns: 1, rows: 3, offset: 5, ordinal: 7 } as const;
const KEY_VALUE = { key: 1, value: 2 } as const;

export interface Footer {
  meta: ThriftStruct;
  /** Byte at which it starts. */
  start: number;
}

export async function withFooter<T>(
  path: string,
  flags: 'r' | 'r+',
  use: (footer: Footer, file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags);
  try {
    return await use(await readFooter(file), file);
  } finally {
    await file.close();
  }
}

async function readFooter(file: FileHandle): Promise<Footer> {
  const { size } = await file.stat();
  const tail = await exactly(file, size - TAIL, TAIL);
  if (!tail.subarray(4).equals(MAGIC)) throw new RangeError('parquet: the last four bytes are not PAR1');
  const length = tail.readUInt32LE(0);
  const start = size - TAIL - length;
  return { meta: readThrift(await exactly(file, start, length)), start };
}

async function exactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (at < MAGIC.length) throw new RangeError('parquet: the footer would start before the data');
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead !== length) throw new RangeError('parquet: the file is shorter than it was');
  return bytes;
}

/** The end of a file: the footer, its length and the magic. */
export function footerBytes(meta: ThriftStruct): Buffer {
  const footer = writeThrift(meta);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([footer, length, MAGIC]);
}

export function rowGroupsOf(meta: ThriftStruct): ThriftStruct[] {
  return ((fieldOf(meta, FILE.rowGroups) as ThriftList | undefined)?.items ?? []) as ThriftStruct[];
}

export function rowsOfGroups(meta: ThriftStruct): number[] {
  return rowGroupsOf(meta).map((group) => Number(fieldOf(group, ROW_GROUP.rows) as bigint));
}

/** Key-value metadata of the file. */
export function metadataOf(meta: ThriftStruct): Map<string, string> {
  const list = fieldOf(meta, FILE.metadata) as ThriftList | undefined;
  const text = (entry: ThriftStruct, id: number): string =>
    Buffer.from((fieldOf(entry, id) as Uint8Array | undefined) ?? []).toString('utf8');
  return new Map(
    (list?.items ?? []).map((entry) => [
      text(entry as ThriftStruct, KEY_VALUE.key),
      text(entry as ThriftStruct, KEY_VALUE.value),
    ]),
  );
}

/** The file's metadata with a key added, or its value replaced. */
export function withMetadata(meta: ThriftStruct, key: string, value: string): ThriftStruct {
  const entries = [...metadataOf(meta).set(key, value)].map(([k, v]): ThriftStruct => [
    { id: KEY_VALUE.key, type: WIRE.binary, value: Buffer.from(k) },
    { id: KEY_VALUE.value, type: WIRE.binary, value: Buffer.from(v) },
  ]);
  return withField(meta, FILE.metadata, WIRE.list, { type: WIRE.struct, items: entries });
}

/** The struct with a field set, in the order of their numbers. */
export function withField(
  struct: ThriftStruct,
  id: number,
  type: number,
  value: ThriftStruct[number]['value'],
): ThriftStruct {
  return [...struct.filter((field) => field.id !== id), { id, type, value }].sort((a, b) => a.id - b.id);
}
