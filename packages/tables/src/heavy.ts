import { createRequire } from 'node:module';

/**
 * Libraries that take a process long to load, each for those alone who use it: parquet-wasm compiles its WebAssembly,
 * DuckDB opens tens of megabytes of native code. `import()` would do, but for the sandbox of the tests.
 */
const load = createRequire(__filename);

export const parquetWasm = (): typeof import('parquet-wasm') => load('parquet-wasm') as typeof import('parquet-wasm');

export const duckDb = (): typeof import('@duckdb/node-api') =>
  load('@duckdb/node-api') as typeof import('@duckdb/node-api');

export const parquetJs = (): typeof import('parquetjs-lite') =>
  load('parquetjs-lite') as typeof import('parquetjs-lite');
