import type { SourceSpec } from '@headwater/contracts';
import { sourceError } from '../source-errors';
import type { Compression } from '../source/detect-format';
import { columnNames, positionalNames } from '../source/column-names';
import { encodingNamed } from '../source/encodings';
import type { ReadWatch } from '../source/read-watch';
import { empty } from '../source/require-file';
import { TextFile } from '../source/text-file';
import type { TextTable } from '../source/text-table';
import type { DecimalMark } from '../text/scan-number';
import { auditCsv, lineOfRow, type CsvAudit } from './audit';
import { NO_DELIMITER, type CsvDialect } from './dialect';
import { queryTexts, sqlText, withPlainPath, type TextChunk } from '../duckdb/query';
import { sniffCsv } from './sniff';

/** Bytes of the longest line that DuckDB is to take, at least; its buffers hold four. */
const LEAST_LINE = 1 << 21;
/**
 * What DuckDB may use: it keeps the buffers it has read until then. Some buffers, and six vectors of 2,048 texts of 16
 * bytes a column, must fit.
 */
const LEAST_MEMORY = 128_000_000;
const MOST_BUFFERS = 12;
const FIELD_MEMORY = 200_000;

/** Opens a CSV file: decides its dialect, checks its form from end to end, and names its columns. */
export async function csvTable(spec: SourceSpec, compression: Compression, watch: ReadWatch): Promise<TextTable> {
  const { path, options } = spec;
  const file = await TextFile.open(path, compression, encodingNamed(options.encoding));
  const head = await file.head();
  const sniffed = sniffCsv(head.text, head.whole, options);
  if (sniffed === null) throw empty(path, 'the file holds no text but line ends');
  const { dialect, first } = sniffed;
  const { names, warnings } = dialect.header
    ? columnNames(path, first)
    : { names: positionalNames(first.length), warnings: [] };
  if (!dialect.header && options.header === undefined) {
    warnings.push(
      'the first line holds only numbers or dates, so it is read as data and the columns are named by position',
    );
  }
  const audit = await withLocal(file, (local) => auditCsv(local, path, dialect, watch));
  const nulls = new Set(options.nullValues ?? []);
  return {
    path,
    names,
    rows: audit.rows,
    warnings,
    dialect: {
      format: 'csv',
      compression: file.compression,
      encoding: file.encoding,
      delimiter: dialect.delimiter === NO_DELIMITER ? '' : dialect.delimiter,
      quote: dialect.quote,
      header: dialect.header,
    },
    marks: marksOf(options.decimal, dialect),
    numbersAllowed: () => true,
    chunks: () => readChunks(file, dialect, audit, nulls),
    placeOf: async (row) => {
      const line = await withLocal(file, (local) => lineOfRow(local, path, dialect, row));
      return line === undefined ? { path } : { path, line };
    },
  };
}

/** A comma can be the decimal mark only where it does not part the fields, unless it was asked for. */
function marksOf(option: string | undefined, dialect: CsvDialect): readonly DecimalMark[] {
  if (option === ',' || option === '.') return [option];
  return dialect.delimiter === ',' ? ['.'] : ['.', ','];
}

async function withLocal<T>(file: TextFile, use: (path: string) => Promise<T>): Promise<T> {
  const local = await file.local();
  try {
    return await use(local.path);
  } finally {
    await local.release();
  }
}

async function* readChunks(
  file: TextFile,
  dialect: CsvDialect,
  audit: CsvAudit,
  nulls: ReadonlySet<string>,
): AsyncGenerator<TextChunk> {
  const local = await file.local();
  const plain = await withPlainPath(local.path);
  let rows = 0;
  try {
    const buffer = 4 * Math.max(LEAST_LINE, audit.longestRecord + 16);
    const memory = Math.max(LEAST_MEMORY, MOST_BUFFERS * buffer) + dialect.fields * FIELD_MEMORY;
    for await (const chunk of queryTexts(readCsvSql(plain.path, dialect, audit, buffer), memory)) {
      rows += chunk.rows;
      yield nulls.size === 0
        ? chunk
        : {
            rows: chunk.rows,
            columns: chunk.columns.map((c) => c.map((t) => (t !== null && nulls.has(t) ? null : t))),
          };
    }
  } catch (error) {
    // DuckDB's messages quote the line: they must not get out, not even as a cause.
    if (!(error instanceof Error) || !/CSV|Invalid Input|read_csv/.test(error.message)) throw error;
    const line = /CSV Error on Line: (\d+)/.exec(error.message)?.[1];
    throw unparsed(file.path, line === undefined ? 'a line' : `line ${line}`);
  } finally {
    await plain.release();
    await local.release();
  }
  if (rows !== audit.rows) throw unparsed(file.path, `some of its ${audit.rows} rows`);
}

function unparsed(path: string, what: string): Error {
  return sourceError(
    'SOURCE_NOT_TABULAR',
    { path },
    `${what} cannot be read as CSV`,
    'Write the file after RFC 4180: values with quotes, delimiters or line ends in double quotes.',
  );
}

/** Every option is given, so that nothing is left to DuckDB's sniffer. */
function readCsvSql(path: string, dialect: CsvDialect, audit: CsvAudit, buffer: number): string {
  const columns = Array.from({ length: dialect.fields }, (_, j) => `'c${j}': 'VARCHAR'`).join(', ');
  const options = [
    'auto_detect=false',
    `columns={${columns}}`,
    `header=${dialect.header}`,
    `skip=${audit.leadingBlankLines}`,
    `delim=${sqlText(dialect.delimiter)}`,
    `quote=${sqlText(dialect.quote)}`,
    `escape=${sqlText(dialect.quote)}`,
    `nullstr=''`,
    'allow_quoted_nulls=true',
    'null_padding=false',
    'ignore_errors=false',
    // Strict mode refuses files that mix line ends; the audit has seen that nothing else is wrong with this one.
    `strict_mode=${!audit.mixedLineEnds}`,
    `compression='none'`,
    'parallel=false',
    `max_line_size=${buffer / 4}`,
    `buffer_size=${buffer}`,
  ];
  return `SELECT * FROM read_csv(${sqlText(path)}, ${options.join(', ')})`;
}
