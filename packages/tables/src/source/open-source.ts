import type { ColumnOverride, SourceFormat, SourceSpec, TableSchema } from '@headwater/contracts';
import { csvTable } from '../csv/csv-table';
import { jsonlTable } from '../jsonl/jsonl-table';
import { openTyped } from '../typed/open-typed';
import { detectFormat, type Compression } from './detect-format';
import { openText } from './open-text';
import { fromSystem, requireFile } from './require-file';
import type { ReadWatch } from './read-watch';
import type { Source } from './source';
import { TextFile } from './text-file';

/**
 * Opens a local data file (CSV, Parquet, Arrow IPC, JSON Lines) in two passes and bounded memory: the first looks at
 * every value to decide the schema, the second is {@link Source.batches}. `overrides` declares types and roles by
 * column name. With `like`, the schema is taken from there: the same names are required, in any order, and every value
 * must fit it. `watch` is told how far the first pass is, and may throw to stop it.
 *
 * Throws HeadwaterErrors that name the file, the column and the line, never a value: SOURCE_NOT_FOUND,
 * SOURCE_UNREADABLE, SOURCE_EMPTY, SOURCE_NO_ROWS, SOURCE_RAGGED, SOURCE_DUPLICATE_COLUMN, SOURCE_ENCODING,
 * SOURCE_NOT_TABULAR, SOURCE_UNSUPPORTED_TYPE, SOURCE_ALL_MISSING, SOURCE_NO_FINITE_NUMBER, SOURCE_SCHEMA_MISMATCH;
 * SPEC_INVALID for an option that has no meaning.
 */
export async function openSource(
  spec: SourceSpec,
  overrides: Record<string, ColumnOverride>,
  like?: TableSchema,
  watch: ReadWatch = () => undefined,
): Promise<Source> {
  await requireFile(spec.path);
  try {
    const { format, compression } = await detectFormat(spec);
    switch (format ?? (await textFormat(spec.path, compression))) {
      case 'csv':
        return await openText(await csvTable(spec, compression, watch), overrides, like, watch);
      case 'jsonl':
        return await openText(await jsonlTable(spec, compression, watch), overrides, like, watch);
      case 'parquet':
        return await openTyped(spec.path, 'parquet', overrides, like, watch);
      case 'arrow':
        return await openTyped(spec.path, 'arrow', overrides, like, watch);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' || code === 'EIO')
      throw fromSystem(spec.path, error as NodeJS.ErrnoException);
    throw error;
  }
}

/** CSV or JSON Lines, by whether the first line that is not empty is a JSON object. */
async function textFormat(path: string, compression: Compression): Promise<SourceFormat> {
  const file = await TextFile.open(path, compression, 'latin-1');
  const { text } = await file.head();
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  if (!line.startsWith('{')) return 'csv';
  try {
    JSON.parse(line);
    return 'jsonl';
  } catch {
    return 'csv';
  }
}
