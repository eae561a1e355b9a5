import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { duckDb } from '../heavy';

/** What streamed reads are given at most: a reader keeps what it has read until then, needed or not. */
const MEMORY = 400_000_000;
const CONFIG = {
  threads: '2',
  preserve_insertion_order: 'true',
  // Nothing is ever fetched.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Rows of a table as texts, column by column; null is missing. */
export interface TextChunk {
  rows: number;
  columns: (string | null)[][];
}

/** Streams the rows of a query, in order, a DuckDB vector (2,048 rows) at a time. `memory` in bytes is its limit. */
export async function* queryChunks(sql: string, memory = MEMORY): AsyncGenerator<DuckDBDataChunk> {
  const instance = await duckDb().DuckDBInstance.create(':memory:', { ...CONFIG, memory_limit: `${memory}B` });
  let connection: DuckDBConnection | undefined;
  try {
    connection = await instance.connect();
    const result = await connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  } finally {
    connection?.closeSync();
    instance.closeSync();
  }
}

/** The same for a query whose columns are all VARCHAR. */
export async function* queryTexts(sql: string, memory?: number): AsyncGenerator<TextChunk> {
  for await (const chunk of queryChunks(sql, memory))
    yield { rows: chunk.rowCount, columns: chunk.getColumns() as (string | null)[][] };
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * DuckDB reads `*`, `?` and `[` in a path as a pattern and has no way to escape them: such a file gets a plain second
 * name.
 */
export async function withPlainPath(path: string): Promise<{ path: string; release(): Promise<void> }> {
  const absolute = resolve(path);
  if (!/[*?[\]]/.test(absolute)) return { path: absolute, release: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'headwater-link-'));
  const link = join(folder, 'table');
  await symlink(absolute, link);
  return { path: link, release: () => rm(folder, { recursive: true, force: true }) };
}
