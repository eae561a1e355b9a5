import { HeadwaterError, type ColumnSchema, type ConditionScalar } from '@headwater/contracts';
import { isNumericType } from '@headwater/tables';
import type { Cell } from '../codec/column-code';
import { temporalValue } from '../codec/numeric';

/** A written value as the column's text. A boolean is written in the source's words. */
export function categoryText({ type, written }: ColumnSchema, value: string | number | boolean): string {
  if (type !== 'boolean') return String(value);
  const asked = String(value).toLowerCase();
  if (value === true || asked === 'true' || asked === written.trueText?.toLowerCase())
    return written.trueText ?? 'true';
  if (value === false || asked === 'false' || asked === written.falseText?.toLowerCase())
    return written.falseText ?? 'false';
  return String(value);
}

/** A written value as the column's number (dates as text allowed); null when it is not of the column's type. */
export function numberOf(schema: ColumnSchema, value: string | number | boolean): number | null {
  if (typeof value === 'number') return schema.type === 'decimal' || Number.isInteger(value) ? value : null;
  if (typeof value === 'boolean') return null;
  if (schema.type === 'date' || schema.type === 'timestamp') return temporalValue(schema, value);
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isNaN(number)) return value === 'NaN' ? NaN : null;
  return schema.type === 'decimal' || Number.isInteger(number) ? number : null;
}

/** Whether a cell is the written value. */
export function sameCell(schema: ColumnSchema, cell: Cell, value: ConditionScalar): boolean {
  if (cell === null || value === null) return cell === value;
  if (!isNumericType(schema.type)) return cell === categoryText(schema, value);
  const number = numberOf(schema, value);
  return number !== null && Object.is(Number(cell), number + 0);
}

export function invalidCondition(name: string, what: string, hint: string): HeadwaterError {
  return new HeadwaterError('CONDITION_INVALID', `the condition on ${JSON.stringify(name)} cannot be met: ${what}`, {
    hint,
    where: name,
  });
}
