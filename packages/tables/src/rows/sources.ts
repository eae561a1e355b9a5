import type { TableSchema } from '@headwater/contracts';
import { parquetCodec } from '../codecs/parquet-codec';
import type { Frame } from '../frame';
import type { Source } from '../source/source';
import { framesOf } from './frames-of';
import type { RowSource } from './row-source';
import { slicesOf } from './slices-of';

/** A table in memory as a source; its frames look into it. */
export function frameSource(frame: Frame): RowSource {
  return {
    schema: frame.schema,
    rows: frame.rows,
    batches: () => slicesInTurn(frame),
  };
}

/** Rows of a Parquet file that parquetCodec wrote; `rows` are those of its footer. Memory holds a row group of it. */
export function snapshotSource(path: string, schema: TableSchema, rows: number): RowSource {
  return { schema, rows, batches: () => framesOf(schema, parquetCodec.read(path), rows) };
}

/** Rows of an opened data file, typed by its schema. A RangeError of a pass names the column that does not fit. */
export function fileSource(source: Source): RowSource {
  const { schema, rows } = source;
  return { schema, rows, batches: () => source.frames() };
}

async function* slicesInTurn(frame: Frame): AsyncGenerator<Frame> {
  for (const slice of slicesOf(frame)) yield await Promise.resolve(slice);
}
