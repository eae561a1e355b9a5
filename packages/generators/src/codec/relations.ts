import { isMissing, type Column, type Frame } from '@headwater/tables';

/** `dependent` has one value for each value of `determinant`, in every training row. Column positions in the frame. */
export interface Relation {
  dependent: number;
  determinant: number;
}

/** A column with more distinct values than this, or than half the rows, determines others by accident. */
const MOST_DISTINCT = 10_000;
/** Relations that chance alone would make with more than this (natural log) probability are not taken. */
const LOG_CHANCE = Math.log(1e-6);

interface Factor {
  column: number;
  /** Row to a number per distinct value, missing included. */
  codes: Int32Array;
  distinct: number;
  /** Probability that two rows share their value. */
  collision: number;
}

/**
 * Functional dependencies between single columns of few values. Every dependent column is given one determinant that
 * is not itself dependent: the one with the fewest values, since those have the most rows each. Of two columns that
 * determine one another, the first stays.
 *
 * A dependency that holds in all rows may still be luck when its groups are small: for each group of n rows, n - 1
 * further rows had to share a value, which by chance happens with probability sum p^2 each.
 */
export function findRelations(
  frame: Frame,
  candidates: readonly number[],
  canDetermine: (column: number) => boolean,
): Relation[] {
  const factors: Factor[] = [];
  for (const column of candidates) {
    const factor = factorise(frame.columns[column] as Column, column, frame.rows);
    if (factor !== null && factor.distinct > 1) factors.push(factor);
  }
  // Finer columns first: whatever a dependent column determines, its own determinant determines too.
  factors.sort((a, b) => b.distinct - a.distinct || a.column - b.column);
  const kept: Factor[] = [];
  const relations: Relation[] = [];
  for (const factor of factors) {
    const by = kept.filter(
      (k) => k.distinct >= factor.distinct && unlikelyByChance(k, factor, frame.rows) && determines(k, factor),
    );
    const best = by.reduce<Factor | null>((a, b) => (a === null || b.distinct < a.distinct ? b : a), null);
    if (best !== null) relations.push({ dependent: factor.column, determinant: best.column });
    else if (canDetermine(factor.column)) kept.push(factor);
  }
  return relations;
}

function unlikelyByChance(determinant: Factor, dependent: Factor, rows: number): boolean {
  return (rows - determinant.distinct) * Math.log(dependent.collision) < LOG_CHANCE;
}

function determines(determinant: Factor, dependent: Factor): boolean {
  const seen = new Int32Array(determinant.distinct).fill(-1);
  for (let i = 0; i < determinant.codes.length; i++) {
    const at = determinant.codes[i] as number;
    const value = dependent.codes[i] as number;
    if (seen[at] === -1) seen[at] = value;
    else if (seen[at] !== value) return false;
  }
  return true;
}

function factorise(column: Column, position: number, rows: number): Factor | null {
  const most = Math.min(MOST_DISTINCT, Math.max(2, rows / 2));
  const index = new Map<string | number, number>();
  const counts: number[] = [];
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const key = isMissing(column, i)
      ? 'missing'
      : column.kind === 'numeric'
        ? (column.values[i] as number)
        : (column.codes[i] as number);
    let code = index.get(key);
    if (code === undefined) {
      code = counts.push(0) - 1;
      if (counts.length > most) return null;
      index.set(key, code);
    }
    counts[code]!++;
    codes[i] = code;
  }
  return {
    column: position,
    codes,
    distinct: counts.length,
    collision: counts.reduce((sum, n) => sum + (n / rows) ** 2, 0),
  };
}
