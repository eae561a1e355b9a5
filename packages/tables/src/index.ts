export * from './frame';
export { parquetTexts } from './duckdb/parquet-texts';
export { frameFromBatches } from './arrow/frame-from-batches';
export { frameToBatches } from './arrow/frame-to-batches';
export { arrowCodec } from './codecs/arrow-codec';
export { csvCodec } from './codecs/csv-codec';
export { parquetCodec } from './codecs/parquet-codec';
export { readTable, type ReadTable } from './codecs/read-table';
export { TableWriter } from './codecs/table-writer';
export {
  SCHEMA_KEY,
  METADATA_KEY,
  type Batches,
  type TableCodec,
  type WriteOptions,
  type WrittenTable,
} from './codecs/table-codec';
export type { CategoricalProfile, ColumnProfile, NumericProfile, TableProfile, TextProfile } from './profile/profile';
export { profileFrame, TableProfiler } from './profile/table-profiler';
export { fileSource, frameSource, snapshotSource } from './rows/sources';
export { collect, RowSampler, sampleRows } from './rows/sample-rows';
export { MOST_FRAME_ROWS, type RowSource } from './rows/row-source';
export { openRowWriter, type RowField, type RowValue, type RowWriter } from './row-writer';
export { openSource } from './source/open-source';
export type { Dialect, Source } from './source/source';
export { RowSplit, splitFrame } from './rows/row-split';
export { formatNumber } from './text/format-number';
export { timeWriter } from './text/text-reader';
export { joinParquet } from './parquet/join-parquet';
export {
  labelRowGroups,
  labelTable,
  ORIGINS_KEY,
  rowGroupOrigins,
  type RowGroupOrigin,
} from './parquet/row-group-origins';
export { RowPicker } from './rows/row-picker';
export { RowGatherer } from './rows/row-gatherer';
export { SYNTHETIC_KEY } from './typed/says-synthetic';
