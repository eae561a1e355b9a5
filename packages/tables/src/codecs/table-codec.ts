import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';

export type Batches = Iterable<RecordBatch> | AsyncIterable<RecordBatch>;

export interface WriteOptions {
  /** Stored in the file, where the format has room for it. */
  metadata?: Record<string, string>;
  /** Most rows of a Parquet row group; 65,536 if not given. Memory follows it. */
  rowGroupRows?: number;
}

export interface WrittenTable {
  rows: number;
  bytes: number;
}

/** A file format for whole tables. Equal schema, batches and options give equal bytes. */
export interface TableCodec {
  /**
   * Writes (over) the file. A file that could not be finished is removed. Batches must have the schema's columns in its
   * order.
   */
  write(path: string, schema: TableSchema, batches: Batches, options?: WriteOptions): Promise<WrittenTable>;
  /** Reads piece by piece, in order. Types are those of the file: see frameFromBatches. */
  read(path: string): AsyncIterable<RecordBatch>;
}

/** Key of the file metadata that holds the logical schema as JSON, and of the one that holds the caller's metadata. */
export const SCHEMA_KEY = 'headwater.schema';
export const METADATA_KEY = 'headwater.metadata';
