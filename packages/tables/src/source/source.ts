import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import type { Frame } from '../frame';

/** What was found out about how a file is written; plain JSON. */
export type Dialect = Record<string, string | number | boolean>;

/** A data file whose schema is known and whose rows can be streamed, as often as wanted. */
export interface Source {
  schema: TableSchema;
  rows: number;
  dialect: Dialect;
  /** Things to tell the user: made column names, all-missing columns, ambiguous dates. No values. */
  warnings: string[];
  /** The file's own metadata say that rows of it were generated. */
  synthetic?: boolean;
  /** The rows in the file's order, in batches of some 10,000 to 65,000, typed by the schema's physical types. */
  batches(): AsyncIterable<RecordBatch>;
  /** The same rows as {@link RowSource} gives them. */
  frames(): AsyncIterable<Frame>;
}
