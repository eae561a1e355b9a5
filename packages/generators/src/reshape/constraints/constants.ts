import type { ColumnSchema, Constraint } from '@headwater/contracts';
import { numberOf } from '../../conditions/values';
import { invalidRule } from './rule-error';

/** A constant of a rule as the column holds it. Throws CONSTRAINT_INVALID when it is none of the column's type. */
export function constantIn(constraint: Constraint, schema: ColumnSchema, constant: number | string): number {
  const temporal = schema.type === 'date' || schema.type === 'timestamp';
  // 0.5 is a bound of whole numbers as well.
  const fractional = schema.type === 'integer' ? { ...schema, type: 'decimal' as const } : schema;
  const value = temporal === (typeof constant === 'string') ? numberOf(fractional, constant) : null;
  if (value !== null && Number.isFinite(value)) return value;
  const wanted = temporal ? 'a date as YYYY-MM-DD, or a time stamp as YYYY-MM-DDTHH:MM:SS' : 'a number';
  const what = `${JSON.stringify(constant)} is no value of ${JSON.stringify(schema.name)} (${schema.type})`;
  throw invalidRule(constraint, what, `Give ${wanted}.`);
}
