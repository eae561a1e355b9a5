import type { RandomStream } from '@headwater/random';
import { cell, type AttackColumn } from './attack-tables';
import { isolatedRow, predicateKey, type Condition, type Predicate } from './predicates';

/** Attempts for each predicate wanted, before it is given up: in tables of few columns most rows are not alone. */
const ATTEMPTS_EACH = 30;
const NAIVE_NUMERIC = ['=', '!=', '<', '<=', '>', '>='] as const;

/**
 * Predicates on one column that hold for exactly one of the synthetic rows: a value that occurs once, the least and the
 * greatest number, the only missing cell. Columns take turns, so that one with many values does not crowd out the rest.
 */
export function univariatePredicates(
  columns: readonly AttackColumn[],
  rows: Uint32Array,
  most: number,
  random: RandomStream,
): Predicate[] {
  const queues = columns.map((column, j) => {
    const found = extremesAndSingles(column, j, rows);
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

function extremesAndSingles(column: AttackColumn, j: number, rows: Uint32Array): Condition[] {
  const counts = new Map<number, number>();
  let missing = 0;
  for (const row of rows) {
    const value = cell(column, 'synthetic', row);
    if (Number.isNaN(value)) missing++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const singles = [...counts].flatMap(([value, count]) => (count === 1 ? [value] : []));
  const conditions = singles.map((value): Condition => ({ column: j, operator: '=', value }));
  if (missing === 1) conditions.push({ column: j, operator: 'missing', value: 0 });
  if (column.kind === 'discrete' || counts.size === 0) return conditions;
  let [low, high] = [Infinity, -Infinity];
  for (const value of counts.keys()) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (counts.get(low) === 1) conditions.push({ column: j, operator: '<=', value: low });
  if (counts.get(high) === 1) conditions.push({ column: j, operator: '>=', value: high });
  return conditions;
}

/**
 * Predicates on `width` columns drawn at random, made from a synthetic row drawn at random, that hold for no other
 * synthetic row: its levels, and for numbers "at least" above the median and "at most" elsewhere.
 */
export function multivariatePredicates(
  columns: readonly AttackColumn[],
  rows: Uint32Array,
  { most, width, random }: { most: number; width: number; random: RandomStream },
): Predicate[] {
  const medians = columns.map((column) => (column.kind === 'discrete' ? 0 : median(column, rows)));
  const predicates = new Map<string, Predicate>();
  for (let attempt = 0; attempt < most * ATTEMPTS_EACH && predicates.size < most; attempt++) {
    const row = rows[random.below(rows.length)] as number;
    const predicate = chosenColumns(columns.length, width, random).map((j): Condition => {
      const column = columns[j] as AttackColumn;
      const value = cell(column, 'synthetic', row);
      if (Number.isNaN(value)) return { column: j, operator: 'missing', value: 0 };
      if (column.kind === 'discrete') return { column: j, operator: '=', value };
      return { column: j, operator: value > (medians[j] as number) ? '>=' : '<=', value };
    });
    if (isolatedRow(predicate, columns, 'synthetic', rows) !== null) predicates.set(predicateKey(predicate), predicate);
  }
  return [...predicates.values()];
}

/** What somebody asks who knows which values occur, and nothing of which occur together: any operator, any value. */
export function naivePredicates(
  columns: readonly AttackColumn[],
  rows: Uint32Array,
  { most, width, random }: { most: number; width: number; random: RandomStream },
): Predicate[] {
  const values = columns.map((column) => [...new Set(Array.from(rows, (row) => cell(column, 'synthetic', row)))]);
  return Array.from({ length: most }, () =>
    chosenColumns(columns.length, width, random).map((j): Condition => {
      const known = values[j] as number[];
      const value = known[random.below(known.length)] as number;
      const operators = (columns[j] as AttackColumn).kind === 'discrete' ? NAIVE_NUMERIC.slice(0, 2) : NAIVE_NUMERIC;
      const operator = operators[random.below(operators.length)] as Condition['operator'];
      if (!Number.isNaN(value)) return { column: j, operator, value };
      return { column: j, operator: operator === '=' ? 'missing' : 'present', value: 0 };
    }),
  );
}

/** Different columns; a handful of draws is far cheaper than a permutation of a wide table's. */
function chosenColumns(columns: number, width: number, random: RandomStream): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(width, columns)) chosen.add(random.below(columns));
  return [...chosen];
}

function median(column: AttackColumn, rows: Uint32Array): number {
  const values = Float64Array.from(rows, (row) => cell(column, 'synthetic', row))
    .filter((value) => !Number.isNaN(value))
    .sort();
  const half = values.length >> 1;
  if (values.length % 2 === 1) return values[half] as number;
  return ((values[half - 1] ?? 0) + (values[half] ?? 0)) / 2;
}
