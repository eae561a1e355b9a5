import { constraintText, HeadwaterError, type ColumnSchema, type Constraint } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { nearestName } from '../../nearest-name';

/** CONSTRAINT_INVALID about one rule. */
export function invalidRule(constraint: Constraint, what: string, hint: string): HeadwaterError {
  return new HeadwaterError('CONSTRAINT_INVALID', `${constraintText(constraint)}: ${what}`, {
    hint,
    where: 'constraints',
  });
}

/** The schema of a column that a rule names. Throws CONSTRAINT_INVALID when the table has none of that name. */
export function ruleColumn(frame: Frame, constraint: Constraint, name: string): ColumnSchema {
  const names = frame.schema.columns.map((column) => column.name);
  const found = frame.schema.columns[names.indexOf(name)];
  if (found !== undefined) return found;
  const near = nearestName(name, names);
  const hint = near === null ? `Columns: ${names.slice(0, 20).join(', ')}.` : `Did you mean ${near}?`;
  throw invalidRule(constraint, `there is no column ${JSON.stringify(name)}`, hint);
}
