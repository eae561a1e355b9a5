import type { DecimalMark } from '../text/scan-number';
import type { TextChunk } from '../duckdb/query';
import type { Place } from '../source-errors';
import type { Dialect } from './source';

/** A file of texts (CSV, JSON Lines) after its form was checked: names, and rows to stream as often as wanted. */
export interface TextTable {
  path: string;
  names: string[];
  rows: number;
  dialect: Dialect;
  warnings: string[];
  /** Decimal marks worth trying. */
  marks: readonly DecimalMark[];
  /** Whether a column's texts may be numbers at all: a JSON string never is one. */
  numbersAllowed(column: number): boolean;
  chunks(): AsyncIterable<TextChunk>;
  /** Where a row (0-based) stands, for messages. */
  placeOf(row: number): Promise<Place>;
}
