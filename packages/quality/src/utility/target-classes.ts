import type { ContinuousColumn, DiscreteColumn, Trio } from '../compared-columns';

/** Classes with fewer training rows are put together. */
const LEAST_CLASS_ROWS = 10;
const MOST_CLASSES = 20;
const OTHERS = '(others)';

/** What is predicted, by row of each table: NaN where there is nothing to learn from or to hold against. */
export type TargetValues =
  | ({ kind: 'numbers' } & Trio<Float64Array>)
  /** Class numbers, and the classes' names from the most to the least frequent in the training rows. */
  | ({ kind: 'classes'; names: string[] } & Trio<Float64Array>);

/**
 * Levels, booleans and whole numbers of two values are classes; all other numbers and times are to be predicted as
 * numbers. With `positive`, class 1 is that level and class 0 all others.
 */
export function targetValues(
  column: ContinuousColumn | DiscreteColumn,
  drawn: Uint32Array,
  positive?: string,
): TargetValues {
  const levels = column.kind === 'discrete' ? column : asLevels(column);
  if (levels !== null && positive !== undefined) return oneAgainstRest(levels, positive);
  if (levels !== null) return classes(levels, drawn);
  const { train, holdout, synthetic } = column as ContinuousColumn;
  return { kind: 'numbers', train, holdout, synthetic };
}

type Levels = Pick<DiscreteColumn, 'levels' | keyof Trio<Int32Array>>;

function asLevels(column: ContinuousColumn): Levels | null {
  const found = new Set<number>();
  for (const value of column.train) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || found.size > 2) return null;
    found.add(value);
  }
  if (found.size !== 2) return null;
  const known = [...found];
  const codes = (values: Float64Array): Int32Array => Int32Array.from(values, (v) => known.indexOf(v));
  return {
    levels: known.map(String),
    train: codes(column.train),
    holdout: codes(column.holdout),
    synthetic: codes(column.synthetic),
  };
}

function classes(column: Levels, drawn: Uint32Array): TargetValues {
  const counts = new Float64Array(column.levels.length);
  for (const row of drawn) {
    const code = column.train[row] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  const held = [...counts.keys()].filter((level) => counts[level] !== 0);
  const count = (level: number): number => counts[level] as number;
  held.sort((a, b) => count(b) - count(a) || a - b);
  const own = held.filter((level) => count(level) >= LEAST_CLASS_ROWS).slice(0, MOST_CLASSES - 1);
  const rest = held.slice(own.length).reduce((sum, level) => sum + count(level), 0);
  const kinds = own.map((level) => ({ name: column.levels[level] as string, rows: count(level), level }));
  // What is together too rare is not learnt at all.
  if (rest >= LEAST_CLASS_ROWS) kinds.push({ name: OTHERS, rows: rest, level: -1 });
  kinds.sort((a, b) => b.rows - a.rows);
  const others = kinds.findIndex((kind) => kind.level < 0);
  const number = new Float64Array(column.levels.length).fill(others < 0 ? NaN : others);
  for (const [k, { level }] of kinds.entries()) if (level >= 0) number[level] = k;
  return {
    kind: 'classes',
    names: kinds.map((kind) => kind.name),
    ...mapped(column, (code) => number[code] as number),
  };
}

function oneAgainstRest(column: Levels, positive: string): TargetValues {
  const level = column.levels.indexOf(positive);
  return { kind: 'classes', names: ['(others)', positive], ...mapped(column, (code) => (code === level ? 1 : 0)) };
}

function mapped(column: Levels, of: (code: number) => number): Trio<Float64Array> {
  const each = (codes: Int32Array): Float64Array => Float64Array.from(codes, (code) => (code < 0 ? NaN : of(code)));
  return { train: each(column.train), holdout: each(column.holdout), synthetic: each(column.synthetic) };
}
