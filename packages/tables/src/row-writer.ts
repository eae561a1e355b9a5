import { parquetJs } from './heavy';

export type RowValue = string | number | bigint | boolean | Date | null;

export interface RowField {
  name: string;
  type: 'utf8' | 'int64' | 'float64' | 'bool' | 'timestamp';
}

export interface RowWriter {
  /** Fields that are absent or null are missing. */
  append(row: Record<string, RowValue>): Promise<void>;
  /** Writes the footer; without it the file is no Parquet file. */
  close(): Promise<void>;
}

const TYPES = {
  utf8: 'UTF8',
  int64: 'INT_64',
  float64: 'DOUBLE',
  bool: 'BOOLEAN',
  timestamp: 'TIMESTAMP_MILLIS',
} as const;
/** Rows held before they are written. */
const ROW_GROUP_ROWS = 4096;

/**
 * Parquet row by row, for exports that grow while something runs. parquetjs-lite is slow (some 20,000 rows a second)
 * and misreads other writers' files without an error, so it writes only, and tables go through parquetCodec.
 */
export async function openRowWriter(path: string, fields: readonly RowField[]): Promise<RowWriter> {
  const { ParquetSchema, ParquetWriter } = parquetJs();
  const schema = new ParquetSchema(
    Object.fromEntries(
      fields.map(({ name, type }) => [name, { type: TYPES[type], optional: true, compression: 'SNAPPY' }]),
    ),
  );
  const writer = await ParquetWriter.openFile(schema, path, { rowGroupSize: ROW_GROUP_ROWS });
  return {
    async append(row) {
      const present = Object.entries(row).filter(([, value]) => value !== null);
      await writer.appendRow(
        Object.fromEntries(present.map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value])),
      );
    },
    close: () => writer.close(),
  };
}
