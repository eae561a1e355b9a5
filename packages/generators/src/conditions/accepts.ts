import type { ColumnSchema, ConditionScalar, ConditionValue, TableSchema } from '@headwater/contracts';
import { isNumericType } from '@headwater/tables';
import type { Cell } from '../codec/column-code';
import { invalidCondition, numberOf, sameCell } from './values';
import { nearestName } from '../nearest-name';

/**
 * Which cells of a column a condition lets through. Throws CONDITION_INVALID for a value that is none of the column's
 * type, for a range over texts, and for proportions: they would have to be kept over all rows.
 */
export function accepts(schema: ColumnSchema, condition: ConditionValue): (cell: Cell) => boolean {
  if (typeof condition !== 'object' || condition === null) return acceptsOne(schema, condition);
  if ('in' in condition) {
    const each = condition.in.map((value) => acceptsOne(schema, value));
    return (cell) => each.some((accept) => accept(cell));
  }
  if ('shares' in condition)
    throw invalidCondition(
      schema.name,
      'proportions can only be asked of a column that is modelled by itself, and a rule or its type ties it to others',
      'Ask for one value at a time, or for proportions of another column.',
    );
  if (!isNumericType(schema.type))
    throw invalidCondition(schema.name, 'a range needs numbers, dates or time stamps', 'Use in: […].');
  const min = condition.min === undefined ? -Infinity : numberIn(schema, condition.min);
  const max = condition.max === undefined ? Infinity : numberIn(schema, condition.max);
  return (cell) => cell !== null && Number(cell) >= min && Number(cell) <= max;
}

function acceptsOne(schema: ColumnSchema, value: ConditionScalar): (cell: Cell) => boolean {
  if (value !== null && isNumericType(schema.type)) numberIn(schema, value);
  return (cell) => sameCell(schema, cell, value);
}

/** A value as a numeric column holds it. Throws CONDITION_INVALID when it is none of the column's type. */
export function numberIn(schema: ColumnSchema, value: string | number | boolean): number {
  const number = numberOf(schema, value);
  if (number !== null) return number;
  const what = `${JSON.stringify(value)} is not a value of its type (${schema.type})`;
  throw invalidCondition(schema.name, what, 'Give a number, or a date as YYYY-MM-DD.');
}

/** Throws CONDITION_INVALID when a condition names a column the table does not have. */
export function requireColumns(schema: TableSchema, conditions: Readonly<Record<string, ConditionValue>>): void {
  const names = schema.columns.map((column) => column.name);
  for (const name of Object.keys(conditions)) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    const hint = near === null ? `Columns: ${names.slice(0, 20).join(', ')}.` : `Did you mean ${near}?`;
    throw invalidCondition(name, 'there is no such column', hint);
  }
}
