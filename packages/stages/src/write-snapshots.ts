import { join } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { parquetCodec, TableWriter, type RowSource } from '@headwater/tables';

/** A snapshot that is written and not stored yet. */
export interface WrittenSnapshot {
  path: string;
  rows: number;
}

export interface NamedRows {
  /** How the source is called in messages. */
  name: string;
  rows: RowSource;
}

/**
 * Writes a source's rows to one snapshot a part, in one pass. `divide` tells for the next so many rows which places go to
 * which part; undefined means all. `watch` is told of rows read and may throw: no file is left then. Throws
 * SOURCE_UNREADABLE where a row does not fit the schema or the file has other rows than it had.
 */
export async function writeSnapshots<P extends string>(
  folder: string,
  source: NamedRows,
  parts: readonly P[],
  divide: (rows: number) => Record<P, Uint32Array | undefined>,
  watch: (done: number, total: number) => void,
): Promise<Record<P, WrittenSnapshot>> {
  const { schema, rows } = source.rows;
  const writers = parts.map((part) => {
    const path = join(folder, `${part}.parquet`);
    return { part, path, writer: new TableWriter(parquetCodec, path, schema) };
  });
  try {
    let done = 0;
    for await (const frame of source.rows.batches()) {
      const places = divide(frame.rows);
      for (const { part, writer } of writers) await writer.add(frame, places[part]);
      watch((done += frame.rows), rows);
    }
    if (done !== rows) throw new RangeError(`it had ${rows} rows and then ${done}`);
    const written: [P, WrittenSnapshot][] = [];
    for (const { part, path, writer } of writers) written.push([part, { path, rows: (await writer.finish()).rows }]);
    return Object.fromEntries(written) as Record<P, WrittenSnapshot>;
  } catch (error) {
    for (const { writer } of writers) await writer.abandon(error);
    if (!(error instanceof RangeError)) throw error;
    throw new HeadwaterError('SOURCE_UNREADABLE', `${source.name}: ${error.message}`, { cause: error });
  }
}
