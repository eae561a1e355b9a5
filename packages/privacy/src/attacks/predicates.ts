import { cell, isAbsent, type AttackColumn, type Side } from './attack-tables';

/** One condition on a cell. Only `missing` holds for missing cells; `present` and `!=` are its and `=`'s opposites. */
export interface Condition {
  column: number;
  operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'missing' | 'present';
  value: number;
}

/** All of the conditions together. */
export type Predicate = readonly Condition[];

/** The one of these rows that the predicate holds for; null if it holds for none or for several. */
export function isolatedRow(
  predicate: Predicate,
  columns: readonly AttackColumn[],
  side: Side,
  rows: Uint32Array,
): number | null {
  let found: number | null = null;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (!holds(predicate, columns, side, row)) continue;
    if (found !== null) return null;
    found = row;
  }
  return found;
}

/** Whether the predicate holds for a row. */
export function holds(predicate: Predicate, columns: readonly AttackColumn[], side: Side, row: number): boolean {
  for (const { column, operator, value } of predicate) {
    if (!satisfies(cell(columns[column] as AttackColumn, side, row), operator, value)) return false;
  }
  return true;
}

function satisfies(found: number, operator: Condition['operator'], value: number): boolean {
  if (operator === 'missing') return isAbsent(found);
  if (isAbsent(found)) return false;
  switch (operator) {
    case '=':
      return found === value;
    case '!=':
      return found !== value;
    case '<':
      return found < value;
    case '<=':
      return found <= value;
    case '>':
      return found > value;
    case '>=':
      return found >= value;
    case 'present':
      return true;
  }
}

/** The same text for the same predicate, whatever the order of its conditions. */
export function predicateKey(predicate: Predicate): string {
  return predicate
    .map(({ column, operator, value }) => `${column}${operator}${value}`)
    .sort()
    .join('&');
}
