import { RandomStream } from '@headwater/random';
import { isMissing, type CategoricalColumn, type Column, type NumericColumn } from '@headwater/tables';
import { lowerBound } from '../../codec/sorted-values';

/** Most numbers that one column gives of a row. */
const MOST_PER_COLUMN = 6;
/** Rows that ranks of numbers are read from. */
const RANK_SAMPLE = 4096;

/** What a column says of its rows, as a few numbers each. */
export interface RowFeatures {
  count: number;
  /** Writes the row's numbers to `out`. */
  write(row: number, out: Float64Array): void;
}

/**
 * A number as its rank among a sample, from -1 to 1, and whether it is missing; a category of L values as at most L - 1
 * random numbers a value (a random projection of its one-hot code). null for columns that say nothing: one value, or
 * identifiers.
 */
export function rowFeatures(column: Column): RowFeatures | null {
  const { type, role, name } = column.schema;
  if (type === 'identifier' || role === 'id') return null;
  return column.kind === 'numeric' ? rankFeatures(column) : projections(column, new RandomStream(0, `split/${name}`));
}

function rankFeatures(column: NumericColumn): RowFeatures | null {
  const { values } = column;
  const step = Math.max(1, Math.floor(values.length / RANK_SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step)
    if (!isMissing(column, i) && !Number.isNaN(values[i])) sample.push(values[i] as number);
  const sorted = Float64Array.from(sample).sort();
  if (sorted.length === 0) return null;
  const nullable = column.valid !== null;
  return {
    count: nullable ? 2 : 1,
    write(row, out) {
      const missing = isMissing(column, row);
      out[0] = missing ? 0 : (2 * lowerBound(sorted, values[row] as number)) / sorted.length - 1;
      if (nullable) out[1] = missing ? 1 : 0;
    },
  };
}

function projections(column: CategoricalColumn, stream: RandomStream): RowFeatures | null {
  const values = column.levels.length + (column.codes.includes(-1) ? 1 : 0);
  const count = Math.min(values - 1, MOST_PER_COLUMN);
  if (count < 1) return null;
  // The last value is "missing"; it is there even if no row has it.
  const table = new Float64Array((column.levels.length + 1) * count);
  for (let k = 0; k < table.length; k++) table[k] = stream.normal();
  return {
    count,
    write(row, out) {
      const code = column.codes[row] as number;
      const from = (code < 0 ? column.levels.length : code) * count;
      for (let k = 0; k < count; k++) out[k] = table[from + k] as number;
    },
  };
}
