import { queryTexts, sqlText, withPlainPath } from './query';

/**
 * The bytes of a zstd text file, line by line through DuckDB: Node 20 has no zstd. Line ends come out as line feeds.
 */
export async function* zstdLines(path: string): AsyncGenerator<Uint8Array> {
  const plain = await withPlainPath(path);
  const form = `auto_detect=false, header=false, delim='\u0001', quote='', escape='', compression='zstd'`;
  try {
    for await (const chunk of queryTexts(
      `SELECT line FROM read_csv(${sqlText(plain.path)}, ${form}, columns={'line': 'VARCHAR'})`,
    )) {
      yield Buffer.from(`${(chunk.columns[0] ?? []).map((line) => line ?? '').join('\n')}\n`, 'utf8');
    }
  } finally {
    await plain.release();
  }
}
