import type { ColumnSchema } from '@headwater/contracts';
import type { CategoricalColumn, Column, Frame, NumericColumn } from '@headwater/tables';

/** The same thing of the three tables. */
export interface Trio<T> {
  train: T;
  holdout: T;
  synthetic: T;
}

/** Numbers, dates and time stamps: values as doubles, NaN where missing. */
export interface ContinuousColumn extends Trio<Float64Array> {
  kind: 'continuous';
  schema: ColumnSchema;
}

/** Categories and booleans: codes into one dictionary of all three tables, -1 where missing. */
export interface DiscreteColumn extends Trio<Int32Array> {
  kind: 'discrete';
  schema: ColumnSchema;
  levels: string[];
}

/** Identifiers and texts, which no fidelity measure reads: only how long each value is written, NaN where missing. */
export interface FreeColumn extends Trio<Float64Array> {
  kind: 'free';
  schema: ColumnSchema;
}

export type ComparedColumn = ContinuousColumn | DiscreteColumn | FreeColumn;

/** Whether a column identifies or describes freely: no measure compares how its values are distributed. */
export function isFree(schema: ColumnSchema): boolean {
  return schema.type === 'identifier' || schema.type === 'text' || schema.role === 'id';
}

/** The three tables side by side, column by column. Expects equal names and kinds (see requireSameColumns). */
export function compareColumns(train: Frame, holdout: Frame, synthetic: Frame): ComparedColumn[] {
  return train.columns.map((column, i): ComparedColumn => {
    const trio: Trio<Column> = {
      train: column,
      holdout: holdout.columns[i] as Column,
      synthetic: synthetic.columns[i] as Column,
    };
    const { schema } = column;
    if (isFree(schema)) return { kind: 'free', schema, ...each(trio, lengths) };
    if (column.kind === 'numeric') return { kind: 'continuous', schema, ...each(trio as Trio<NumericColumn>, withNaN) };
    const index = new Map<string, number>();
    const codes = each(trio as Trio<CategoricalColumn>, (c) => recode(c, index));
    return { kind: 'discrete', schema, ...codes, levels: [...index.keys()] };
  });
}

function each<A, B>(trio: Trio<A>, f: (a: A) => B): Trio<B> {
  return { train: f(trio.train), holdout: f(trio.holdout), synthetic: f(trio.synthetic) };
}

function withNaN(column: NumericColumn): Float64Array {
  const { values, valid } = column;
  return valid === null ? values : values.map((v, i) => (valid[i] === 0 ? NaN : v));
}

function recode(column: CategoricalColumn, index: Map<string, number>): Int32Array {
  const map = new Int32Array(column.levels.length);
  // Levels of the dictionary that no row uses may be left from a larger table: they get no code.
  const used = new Uint8Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) used[code] = 1;
  for (const [i, level] of column.levels.entries()) {
    if (used[i] === 0) continue;
    const known = index.get(level);
    map[i] = known ?? index.size;
    if (known === undefined) index.set(level, index.size);
  }
  return column.codes.map((code) => (code < 0 ? -1 : (map[code] as number)));
}

function lengths(column: Column): Float64Array {
  if (column.kind === 'numeric') return withNaN(column).map((v) => (Number.isNaN(v) ? NaN : String(v).length));
  const byLevel = column.levels.map((level) => level.length);
  return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : (byLevel[code] as number)));
}
