import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ReadWatch } from '../source/read-watch';
import { sourceError } from '../source-errors';
import { utf8Chunks } from '../text/utf8-chunks';
import type { CsvDialect } from './dialect';
import { CsvScanner } from './scanner';

export interface CsvAudit {
  /** Records below the header. */
  rows: number;
  longestRecord: number;
  leadingBlankLines: number;
  /** Records end in more than one way. */
  mixedLineEnds: boolean;
}

/**
 * Reads a UTF-8 CSV file once for its form alone, before any value of it is used. DuckDB drops a record with an
 * unclosed quote at the end of a file, and an empty surplus field, without a word; this finds them and names the line.
 * `path` is the name for messages. Throws SOURCE_ENCODING, SOURCE_RAGGED, SOURCE_NOT_TABULAR, SOURCE_NO_ROWS.
 */
export async function auditCsv(file: string, path: string, dialect: CsvDialect, watch: ReadWatch): Promise<CsvAudit> {
  const scanner = new CsvScanner(dialect, {
    record(fields, line) {
      if (fields === dialect.fields) return;
      throw sourceError(
        'SOURCE_RAGGED',
        { path, line },
        `line ${line} has ${fields} fields where ${dialect.fields} are expected`,
        'Mend the line, or set source.options.delimiter or source.options.quote if fields are cut at the wrong place.',
      );
    },
    malformed(line) {
      throw sourceError(
        'SOURCE_NOT_TABULAR',
        { path, line },
        `line ${line} has text after a closing quote`,
        'Double the quotes inside a quoted value, or set source.options.quote.',
      );
    },
  });
  const { size } = await stat(file);
  let bytes = 0;
  for await (const chunk of contentOf(file, path)) {
    scanner.feed(chunk);
    bytes += chunk.length;
    watch('checking', bytes, size, 'bytes');
  }
  const unclosed = scanner.end();
  if (unclosed !== null) {
    throw sourceError(
      'SOURCE_NOT_TABULAR',
      { path, line: unclosed },
      `a quoted value in the record of line ${unclosed} is never closed`,
      'Close the quote, or set source.options.quote if quotes are not used for quoting.',
    );
  }
  const rows = scanner.records - (dialect.header ? 1 : 0);
  if (rows <= 0)
    throw sourceError(
      'SOURCE_NO_ROWS',
      { path },
      'the file has a header and no rows',
      'Check the export that wrote it.',
    );
  const kinds = Object.values(scanner.lineEnds).filter((count) => count > 0).length;
  return {
    rows,
    longestRecord: scanner.longestRecord,
    leadingBlankLines: scanner.leadingBlankLines,
    mixedLineEnds: kinds > 1,
  };
}

/** The line (from 1) in which a data row (0-based) starts. */
export async function lineOfRow(
  file: string,
  path: string,
  dialect: CsvDialect,
  row: number,
): Promise<number | undefined> {
  let left = row + (dialect.header ? 1 : 0);
  let found: number | undefined;
  const scanner = new CsvScanner(dialect, {
    record: (_, line) => {
      if (left-- === 0) found = line;
    },
    malformed: () => undefined,
  });
  for await (const chunk of contentOf(file, path)) {
    scanner.feed(chunk);
    if (found !== undefined) return found;
  }
  scanner.end();
  return found;
}

async function* contentOf(file: string, path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: 1 << 18 });
  let first = true;
  for await (const chunk of utf8Chunks(path, stream)) {
    yield first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
    first = false;
  }
}
