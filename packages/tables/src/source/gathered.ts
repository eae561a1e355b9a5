import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import { columnBuilder, type ColumnBuilder } from '../arrow/column-builder';
import { toBatches } from '../arrow/frame-to-batches';
import { arrowSchemaOf } from '../arrow/types';
import type { Frame } from '../frame';
import { isShort, mostLevelsOf } from '../rows/dictionary-rule';
import { slicesOf } from '../rows/slices-of';
import type { DecimalMark } from '../text/scan-number';

/** Cells gathered: 32,768 rows of a table of 15 columns, some hundreds of one of thousands. */
const MOST_CELLS = 1 << 19;
const MOST_ROWS = 32_768;

/** Pieces of a table as they are read, and how they get into builders. */
export interface Pieces<T> {
  schema: TableSchema;
  /** Of all pieces. */
  rows: number;
  /** Decimal mark of texts. */
  mark: DecimalMark;
  read(): AsyncIterable<T>;
  /** Adds a piece to the builders, one a column of the schema, and tells its rows. */
  append(builders: readonly ColumnBuilder[], piece: T): number;
}

/** The pieces as batches of the schema's physical types. */
export async function* gatheredBatches<T>(pieces: Pieces<T>): AsyncGenerator<RecordBatch> {
  const { schema, mark } = pieces;
  const arrow = arrowSchemaOf(schema, false);
  const builders = schema.columns.map((column) => columnBuilder(column, mark, 0));
  for await (const frame of gathered(pieces, builders)) yield* toBatches(frame, arrow, 2 * MOST_ROWS);
}

/** The pieces as the frames of a {@link RowSource}. */
export async function* gatheredFrames<T>(pieces: Pieces<T>): AsyncGenerator<Frame> {
  const { schema, mark, rows } = pieces;
  const short = isShort(schema, rows);
  const builders = schema.columns.map((column) => columnBuilder(column, mark, mostLevelsOf(column, short)));
  for await (const frame of gathered(pieces, builders)) yield* slicesOf(frame);
}

async function* gathered<T>(pieces: Pieces<T>, builders: readonly ColumnBuilder[]): AsyncGenerator<Frame> {
  const { schema } = pieces;
  const enough = Math.min(MOST_ROWS, Math.ceil(MOST_CELLS / schema.columns.length));
  let rows = 0;
  const taken = (): Frame => {
    const frame = { schema, rows, columns: builders.map((builder) => builder.finish()) };
    rows = 0;
    return frame;
  };
  for await (const piece of pieces.read()) {
    rows += pieces.append(builders, piece);
    if (rows >= enough) yield taken();
  }
  if (rows > 0) yield taken();
}
