import type { ColumnSchema, TableSchema } from '@headwater/contracts';

/**
 * Integers, decimals, dates (days since 1970-01-01) and time stamps (in the physical type's unit since the epoch), as
 * doubles. Missing is `valid[i] === 0`; a NaN with `valid[i] === 1` is a NaN that the source really holds.
 */
export interface NumericColumn {
  kind: 'numeric';
  schema: ColumnSchema;
  values: Float64Array;
  /** 1 where a value is present; null when none is missing. */
  valid: Uint8Array | null;
}

/** Categories, booleans, texts and identifiers: a dictionary and one code a row. */
export interface CategoricalColumn {
  kind: 'categorical';
  schema: ColumnSchema;
  /** Index into `levels`; -1 where missing. */
  codes: Int32Array;
  /** Distinct, in first-seen order. A boolean's levels are its written words (trueText, falseText). */
  levels: string[];
}

export type Column = NumericColumn | CategoricalColumn;

/** A table in memory, column by column, for code that computes. Rows of all columns are equal in number. */
export interface Frame {
  schema: TableSchema;
  rows: number;
  columns: Column[];
}

export function isNumericType(type: ColumnSchema['type']): boolean {
  return type === 'integer' || type === 'decimal' || type === 'date' || type === 'timestamp';
}

/** Whether row `i` of the column is missing. */
export function isMissing(column: Column, i: number): boolean {
  return column.kind === 'numeric' ? column.valid !== null && column.valid[i] === 0 : column.codes[i] === -1;
}

/** The column of that name; throws a RangeError that names it if there is none. */
export function columnOf(frame: Frame, name: string): Column {
  const at = frame.schema.columns.findIndex((c) => c.name === name);
  const column = frame.columns[at];
  if (column === undefined) throw new RangeError(`frame: no column named ${JSON.stringify(name)}`);
  return column;
}

/** The rows at `indices`, in that order; dictionaries are shared with the original. */
export function takeRows(frame: Frame, indices: ArrayLike<number>): Frame {
  const columns = frame.columns.map((column): Column => {
    if (column.kind === 'categorical')
      return { ...column, codes: pick(column.codes, indices, new Int32Array(indices.length)) };
    return {
      ...column,
      values: pick(column.values, indices, new Float64Array(indices.length)),
      valid: column.valid && pick(column.valid, indices, new Uint8Array(indices.length)),
    };
  });
  return { schema: frame.schema, rows: indices.length, columns };
}

function pick<T extends Float64Array | Int32Array | Uint8Array>(from: T, indices: ArrayLike<number>, to: T): T {
  for (let i = 0; i < indices.length; i++) to[i] = from[indices[i] as number] as number;
  return to;
}

/** The frames one below the other. Schemas must be equal in names and kinds; dictionaries are merged. */
export function concatFrames(frames: readonly Frame[]): Frame {
  const first = frames[0];
  if (first === undefined) throw new RangeError('frame: nothing to concatenate');
  const rows = frames.reduce((sum, f) => sum + f.rows, 0);
  const columns = first.columns.map((column, j): Column => {
    const parts = frames.map((f) => f.columns[j] as Column);
    return column.kind === 'numeric' ? concatNumeric(column, parts, rows) : concatCategorical(column, parts, rows);
  });
  return { schema: first.schema, rows, columns };
}

function concatNumeric(like: NumericColumn, parts: Column[], rows: number): NumericColumn {
  const values = new Float64Array(rows);
  const valid = parts.some((p) => p.kind === 'numeric' && p.valid) ? new Uint8Array(rows).fill(1) : null;
  let at = 0;
  for (const part of parts) {
    if (part.kind !== 'numeric') throw new RangeError(`frame: column ${JSON.stringify(like.schema.name)} changes kind`);
    values.set(part.values, at);
    if (valid && part.valid) valid.set(part.valid, at);
    at += part.values.length;
  }
  return { ...like, values, valid };
}

function concatCategorical(like: CategoricalColumn, parts: Column[], rows: number): CategoricalColumn {
  const codes = new Int32Array(rows);
  const index = new Map<string, number>();
  const levels: string[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.kind !== 'categorical')
      throw new RangeError(`frame: column ${JSON.stringify(like.schema.name)} changes kind`);
    const map = part.levels.map((level) => {
      let code = index.get(level);
      if (code === undefined) {
        code = levels.push(level) - 1;
        index.set(level, code);
      }
      return code;
    });
    for (const code of part.codes) codes[at++] = code < 0 ? -1 : (map[code] as number);
  }
  return { ...like, codes, levels };
}
