export * from './frame';
export { frameFromBatches } from './arrow/frame-from-batches';
export { frameToBatches } from './arrow/frame-to-batches';
export { arrowCodec } from './codecs/arrow-codec';
export { csvCodec } from './codecs/csv-codec';
export { parquetCodec } from './codecs/parquet-codec';
export { readTable, type ReadTable } from './codecs/read-table';
export {
  SCHEMA_KEY,
  METADATA_KEY,
  type Batches,
  type TableCodec,
  type WriteOptions,
  type WrittenTable,
} from './codecs/table-codec';
export {
  profileFrame,
  type CategoricalProfile,
  type ColumnProfile,
  type NumericProfile,
  type TableProfile,
  type TextProfile,
} from './profile';
export { openRowWriter, type RowField, type RowValue, type RowWriter } from './row-writer';
export { openSource } from './source/open-source';
export type { Dialect, Source } from './source/source';
export { splitFrame } from './split-frame';
export { formatNumber } from './text/format-number';
export { timeWriter } from './text/text-reader';
