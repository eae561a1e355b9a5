import { queryTexts, sqlText, withPlainPath, type TextChunk } from './query';

/**
 * Columns of a Parquet file as texts, in order, some thousand rows at a time; null is missing. Rejects where the file is
 * damaged or lacks a column.
 */
export async function* parquetTexts(path: string, columns: readonly string[]): AsyncGenerator<TextChunk> {
  const plain = await withPlainPath(path);
  const selected = columns.map((name) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR)`).join(', ');
  try {
    yield* queryTexts(`SELECT ${selected} FROM read_parquet(${sqlText(plain.path)}, hive_partitioning=false)`);
  } finally {
    await plain.release();
  }
}
