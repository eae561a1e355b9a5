import type { RandomStream } from '@headwater/random';
import { condition, predicateKey, type CodedRows, type Condition, type Operator, type Predicate } from './predicates';

/** Attempts for each predicate wanted, before it is given up: in tables of few columns most rows are not alone. */
const ATTEMPTS_EACH = 30;
const NAIVE_NUMERIC = ['=', '!=', '<', '<=', '>', '>='] as const;

/** Rows that predicates are made from, and which of their columns hold numbers or times. */
export interface PredicateSource {
  rows: CodedRows;
  continuous: readonly boolean[];
  random: RandomStream;
}

/**
 * Predicates on one column that hold for exactly one of the rows: a value that occurs once, the least and the greatest
 * number, the only missing cell. Columns take turns, so that one with many values does not crowd out the rest.
 */
export function univariatePredicates({ rows, continuous, random }: PredicateSource, most: number): Predicate[] {
  const queues = rows.columns.map((codes, j) => {
    const found = extremesAndSingles(codes, j, continuous[j] === true);
    return [...random.permutation(found.length)].map((i) => [found[i] as Condition]);
  });
  const predicates: Predicate[] = [];
  for (let turn = 0; predicates.length < most && queues.some((queue) => queue.length > turn); turn++) {
    for (const queue of queues) {
      const predicate = queue[turn];
      if (predicate !== undefined && predicates.length < most) predicates.push(predicate);
    }
  }
  return predicates;
}

function extremesAndSingles(codes: Int32Array, j: number, isContinuous: boolean): Condition[] {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const missing = counts.get(-1) ?? 0;
  counts.delete(-1);
  const conditions = [...counts].flatMap(([code, count]) => (count === 1 ? [condition(j, '=', code)] : []));
  if (missing === 1) conditions.push(condition(j, 'missing', -1));
  if (!isContinuous || counts.size === 0) return conditions;
  let [low, high] = [Infinity, -Infinity];
  for (const code of counts.keys()) [low, high] = [Math.min(low, code), Math.max(high, code)];
  if (counts.get(low) === 1) conditions.push(condition(j, '<=', low));
  if (counts.get(high) === 1) conditions.push(condition(j, '>=', high));
  return conditions;
}

/**
 * Predicates on `width` columns drawn at random, made from a row drawn at random, that hold for no other row: its levels,
 * and for numbers "at least" above the median and "at most" elsewhere.
 */
export function multivariatePredicates(
  { rows, continuous, random }: PredicateSource,
  { most, width }: { most: number; width: number },
): Predicate[] {
  const medians = rows.columns.map((codes, j) => (continuous[j] === true ? medianCode(codes) : 0));
  const predicates = new Map<string, Predicate>();
  for (let attempt = 0; attempt < most * ATTEMPTS_EACH && predicates.size < most; attempt++) {
    const row = random.below(rows.rows.length);
    const predicate = chosenColumns(rows.columns.length, width, random).map((j): Condition => {
      const code = rows.columns[j]?.[row] as number;
      if (code < 0) return condition(j, 'missing', code);
      if (continuous[j] !== true) return condition(j, '=', code);
      return condition(j, code > (medians[j] as number) ? '>=' : '<=', code);
    });
    if (rows.isolated(predicate) !== null) predicates.set(predicateKey(predicate), predicate);
  }
  return [...predicates.values()];
}

/** What somebody asks who knows which values occur, and nothing of which occur together: any operator, any value. */
export function naivePredicates(
  { rows, continuous, random }: PredicateSource,
  { most, width }: { most: number; width: number },
): Predicate[] {
  const values = rows.columns.map((codes) => [...new Set(codes)]);
  return Array.from({ length: most }, () =>
    chosenColumns(rows.columns.length, width, random).map((j): Condition => {
      const known = values[j] as number[];
      const code = known[random.below(known.length)] as number;
      const operators = continuous[j] === true ? NAIVE_NUMERIC : NAIVE_NUMERIC.slice(0, 2);
      const operator = operators[random.below(operators.length)] as Operator;
      if (code >= 0) return condition(j, operator, code);
      return condition(j, operator === '=' ? 'missing' : 'present', code);
    }),
  );
}

/** Different columns; a handful of draws is far cheaper than a permutation of a wide table's. */
function chosenColumns(columns: number, width: number, random: RandomStream): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(width, columns)) chosen.add(random.below(columns));
  return [...chosen];
}

/** The median's code, of two middle ones the lower: codes are in the order of values, and values above either are alike. */
function medianCode(codes: Int32Array): number {
  const present = codes.filter((code) => code >= 0).sort();
  return present[(present.length - 1) >> 1] ?? 0;
}
