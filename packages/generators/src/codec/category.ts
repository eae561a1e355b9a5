import type { CategoricalColumn } from '@headwater/tables';
import type { CodecOptions } from './options';
import { fitPattern, type Pattern } from './pattern';

/**
 * A category or boolean column. Codes: levels, missing, pooled.
 *
 * The pooling rule: a value held by fewer than `minimumHolders` rows, or beyond the `categoryLevels` most frequent, is
 * pooled; its text is not stored. Where pooled values make up at most a tenth of the rows, the pool is never drawn:
 * such a row gets a stored level, chosen by the model given the rest of the row. Where they make up more (surnames,
 * streets), a pooled cell is made anew from the character pattern of the pooled values, like an identifier.
 */
export interface CategoryCode {
  kind: 'category';
  name: string;
  /** Most frequent first. */
  levels: string[];
  missing: boolean;
  pooled: null | { values: number; rows: number; made: Pattern | null };
}

const LARGEST_SILENT_POOL = 0.1;

/**
 * Fits the code. A boolean's two words are nobody's secret: they are never pooled. No value of a `closed` column is made:
 * its pool is never drawn, however large, unless it is all there is.
 */
export function fitCategory(column: CategoricalColumn, options: CodecOptions, closed = false): CategoryCode {
  const rows = new Int32Array(column.levels.length);
  let missing = false;
  for (const code of column.codes) {
    if (code < 0) missing = true;
    else rows[code]!++;
  }
  const used = [...rows.keys()].filter((k) => (rows[k] as number) > 0);
  // Ties by text, not by place: the order of the training rows must not show.
  used.sort(
    (a, b) =>
      (rows[b] as number) - (rows[a] as number) || compare(column.levels[a] as string, column.levels[b] as string),
  );
  const least = column.schema.type === 'boolean' ? 1 : options.minimumHolders;
  const kept = used.filter((k, rank) => rank < options.categoryLevels && (rows[k] as number) >= least);
  const pool = used.slice(kept.length);
  return {
    kind: 'category',
    name: column.schema.name,
    levels: kept.map((k) => column.levels[k] as string),
    missing,
    pooled: pool.length === 0 ? null : poolOf(column, pool, rows, kept.length > 0, closed),
  };
}

function poolOf(
  column: CategoricalColumn,
  pool: number[],
  rows: Int32Array,
  others: boolean,
  closed: boolean,
): NonNullable<CategoryCode['pooled']> {
  const pooledRows = pool.reduce((sum, k) => sum + (rows[k] as number), 0);
  const present = rows.reduce((sum, n) => sum + n, 0);
  const silent = others && (closed || pooledRows <= LARGEST_SILENT_POOL * present);
  return {
    values: pool.length,
    rows: pooledRows,
    made: silent ? null : fitPattern(pool.map((k) => column.levels[k] as string)),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function categoryWidth(code: CategoryCode): number {
  return code.levels.length + (code.missing ? 1 : 0) + (code.pooled ? 1 : 0);
}

export function missingCategory(code: CategoryCode): number | null {
  return code.missing ? code.levels.length : null;
}

/** The pool's code; null when nothing was pooled. */
export function pooledCategory(code: CategoryCode): number | null {
  return code.pooled ? code.levels.length + (code.missing ? 1 : 0) : null;
}

/** One code a row. */
export function encodeCategory(code: CategoryCode, column: CategoricalColumn): Int32Array {
  const index = new Map(code.levels.map((level, k) => [level, k]));
  const pooled = pooledCategory(code) ?? 0;
  const map = Int32Array.from(column.levels, (level) => index.get(level) ?? pooled);
  return Int32Array.from(column.codes, (c) => (c < 0 ? (missingCategory(code) ?? 0) : (map[c] as number)));
}
