import type { SourceSpec } from '@headwater/contracts';
import type { TextChunk } from '../duckdb/query';
import { quoted, sourceError } from '../source-errors';
import { columnNames } from '../source/column-names';
import type { Compression } from '../source/detect-format';
import { encodingNamed } from '../source/encodings';
import type { ReadWatch } from '../source/read-watch';
import { empty } from '../source/require-file';
import { TextFile } from '../source/text-file';
import type { TextTable } from '../source/text-table';

const CHUNK_ROWS = 2048;

/**
 * Opens a JSON Lines file: one flat object a line, the keys' union as columns, a missing key or null as missing.
 * Numbers and booleans become their text and are typed like CSV; strings never become numbers. Reads with JSON.parse:
 * DuckDB folds names that differ only in case, and does not tell "1" from 1.
 */
export async function jsonlTable(spec: SourceSpec, compression: Compression, watch: ReadWatch): Promise<TextTable> {
  const { path } = spec;
  const file = await TextFile.open(path, compression, encodingNamed(spec.options.encoding));
  const columns = new Map<string, { hasStrings: boolean }>();
  let rows = 0;
  for await (const { object, line } of objects(file)) {
    if (++rows % CHUNK_ROWS === 0) watch('checking', rows, 0, 'rows');
    for (const [key, value] of Object.entries(object)) {
      let column = columns.get(key);
      if (column === undefined) columns.set(key, (column = { hasStrings: false }));
      if (typeof value === 'string' && value !== '') column.hasStrings = true;
      else requireFlat(path, line, key, value);
    }
  }
  if (rows === 0) throw empty(path, 'the file holds no line of JSON');
  const keys = [...columns.keys()];
  if (keys.length === 0) throw notTabular(path, 1, 'has no keys: every object is empty');
  const { names, warnings } = columnNames(path, keys);
  const strings = [...columns.values()].map((c) => c.hasStrings);
  const nulls = new Set(spec.options.nullValues ?? []);
  return {
    path,
    names,
    rows,
    warnings,
    dialect: { format: 'jsonl', compression: file.compression, encoding: file.encoding },
    marks: ['.'],
    numbersAllowed: (column) => !strings[column],
    chunks: () => chunks(file, keys, nulls),
    placeOf: (row) => placeOf(file, row),
  };
}

async function* chunks(file: TextFile, keys: readonly string[], nulls: ReadonlySet<string>): AsyncGenerator<TextChunk> {
  const start = (): (string | null)[][] => keys.map(() => []);
  let columns = start();
  let rows = 0;
  for await (const { object } of objects(file)) {
    keys.forEach((key, j) => columns[j]!.push(textOf(Object.hasOwn(object, key) ? object[key] : null, nulls)));
    if (++rows < CHUNK_ROWS) continue;
    yield { rows, columns };
    columns = start();
    rows = 0;
  }
  if (rows > 0) yield { rows, columns };
}

function textOf(value: unknown, nulls: ReadonlySet<string>): string | null {
  if (value === null || value === undefined || value === '') return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return nulls.has(text) ? null : text;
}

async function placeOf(file: TextFile, row: number): Promise<{ path: string; line?: number }> {
  let at = 0;
  for await (const { line } of objects(file)) if (at++ === row) return { path: file.path, line };
  return { path: file.path };
}

async function* objects(file: TextFile): AsyncGenerator<{ object: Record<string, unknown>; line: number }> {
  let line = 0;
  for await (const text of lines(file.text())) {
    line++;
    if (text.trim() === '') continue;
    yield { object: parsed(file.path, line, text), line };
  }
}

function parsed(path: string, line: number, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw notTabular(path, line, 'is not valid JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw notTabular(path, line, 'is JSON, but no object');
  return value as Record<string, unknown>;
}

function requireFlat(path: string, line: number, key: string, value: unknown): void {
  if (value !== null && typeof value === 'object') {
    throw sourceError(
      'SOURCE_UNSUPPORTED_TYPE',
      { path, line, column: key },
      `column ${quoted(key)} holds ${Array.isArray(value) ? 'an array' : 'an object'} in line ${line}`,
      'Flatten the objects: one key a value.',
    );
  }
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    throw sourceError(
      'SOURCE_UNSUPPORTED_TYPE',
      { path, line, column: key },
      `column ${quoted(key)} holds an integer beyond 2^53 in line ${line}`,
      'Write such numbers as strings: as JSON numbers they lose digits.',
    );
  }
}

function notTabular(path: string, line: number, problem: string): Error {
  return sourceError(
    'SOURCE_NOT_TABULAR',
    { path, line },
    `line ${line} ${problem}`,
    'JSON Lines has one object such as {"a": 1, "b": "x"} in every line; NaN and Infinity are not JSON.',
  );
}

async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}
