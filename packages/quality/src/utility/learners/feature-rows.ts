/** One column that a learner reads: numbers with NaN where missing, or codes below `levels` with -1 where missing. */
export type FeatureColumn =
  { kind: 'continuous'; values: Float64Array } | { kind: 'discrete'; codes: Int32Array; levels: number };

/** What a learner reads. Tables that one model sees have the same columns, and codes mean the same level in all. */
export interface FeatureRows {
  rows: number;
  columns: FeatureColumn[];
}

/** The rows at `indices`, in that order. */
export function takeFeatureRows(from: FeatureRows, indices: ArrayLike<number>): FeatureRows {
  const columns = from.columns.map((column): FeatureColumn => {
    if (column.kind === 'continuous') return { kind: 'continuous', values: pick(column.values, indices) };
    return { kind: 'discrete', codes: pick(column.codes, indices), levels: column.levels };
  });
  return { rows: indices.length, columns };
}

/** The same rows with one column's values in another order: row i takes the value of row order[i]. */
export function withShuffledColumn(from: FeatureRows, at: number, order: ArrayLike<number>): FeatureRows {
  const shuffled = takeFeatureRows({ rows: from.rows, columns: from.columns.slice(at, at + 1) }, order).columns;
  return { rows: from.rows, columns: [...from.columns.slice(0, at), ...shuffled, ...from.columns.slice(at + 1)] };
}

/** The values at `indices`, in that order. */
export function pick<T extends Float64Array | Int32Array>(from: T, indices: ArrayLike<number>): T {
  const out = (from instanceof Float64Array ? new Float64Array(indices.length) : new Int32Array(indices.length)) as T;
  for (let i = 0; i < indices.length; i++) out[i] = from[indices[i] as number] as number;
  return out;
}
