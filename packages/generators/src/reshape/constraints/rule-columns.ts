import { constraintColumns, FormulaError, type ColumnSchema, type Constraint } from '@headwater/contracts';
import { isNumericType, type Frame } from '@headwater/tables';
import { invalidRule, ruleColumn } from './rule-error';

/** Throws CONSTRAINT_INVALID when a rule names a column that is not there, or of a type that the rule does not take. */
export function requireFittingColumns(frame: Frame, constraints: readonly Constraint[]): void {
  for (const constraint of constraints) {
    const columns = namesOf(constraint).map((name) => ruleColumn(frame, constraint, name));
    for (const column of columns) requireType(constraint, column);
    if (constraint.kind === 'inequality') requireOneType(constraint, columns);
    if ((constraint.kind === 'fixed-combinations' || constraint.kind === 'one-hot') && columns.length < 2)
      throw invalidRule(constraint, 'it names fewer than two columns', 'Name at least two.');
  }
}

function namesOf(constraint: Constraint): string[] {
  try {
    return constraintColumns(constraint);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const hint = 'A formula holds column names, numbers, + - * / and parentheses.';
    throw invalidRule(constraint, `${error.message} (character ${error.at + 1})`, hint);
  }
}

const TAKES: Record<Constraint['kind'], { takes: (column: ColumnSchema) => boolean; words: string }> = {
  inequality: { takes: ({ type }) => isNumericType(type), words: 'numbers, dates or time stamps' },
  range: { takes: ({ type }) => isNumericType(type), words: 'numbers, dates or time stamps' },
  'fixed-combinations': { takes: ({ type, role }) => type !== 'identifier' && role !== 'id', words: 'no identifiers' },
  'one-hot': {
    takes: ({ type }) => type === 'boolean' || type === 'integer' || type === 'decimal',
    words: 'booleans, or numbers that are 0 or 1',
  },
  formula: { takes: ({ type }) => type === 'integer' || type === 'decimal', words: 'numbers' },
};

function requireType(constraint: Constraint, column: ColumnSchema): void {
  const { takes, words } = TAKES[constraint.kind];
  if (takes(column)) return;
  const what = `${JSON.stringify(column.name)} is of type ${column.type}${column.role === 'id' ? ' with role id' : ''}`;
  throw invalidRule(
    constraint,
    what,
    `A rule of this kind takes ${words}; correct it, or the type under schema.columns.`,
  );
}

/** Numbers compare with numbers; dates with dates; time stamps with time stamps of their unit. */
function requireOneType(constraint: Constraint, columns: readonly ColumnSchema[]): void {
  const [a, b] = columns;
  if (a === undefined) throw invalidRule(constraint, 'both sides are constants', 'Name a column on one side.');
  if (b === undefined || measureOf(a) === measureOf(b)) return;
  const what = `${JSON.stringify(a.name)} (${measureOf(a)}) and ${JSON.stringify(b.name)} (${measureOf(b)}) do not compare`;
  throw invalidRule(constraint, what, 'Both sides must be numbers, or dates, or time stamps of one unit.');
}

function measureOf({ type, physical }: ColumnSchema): string {
  if (type === 'timestamp') return physical;
  return type === 'date' ? type : 'number';
}
