import { formulaColumns, parseFormula } from './formula';

/** What every kind of rule can say beside. */
interface ConstraintOptions {
  /** `drop`: rows that break the rule are left out of training. Without it they stop the chain. */
  repair?: 'drop';
}

/**
 * `low` is at most `high` (less than it, when `strict`) in every row that has both. A side is a column's name, a number, or
 * a date or time as text (YYYY-MM-DD, then a time): a constant; columns are numbers, dates or time stamps of one type.
 */
export interface InequalityConstraint extends ConstraintOptions {
  kind: 'inequality';
  low: string | number;
  high: string | number;
  strict?: boolean;
}

/** Values lie from `min` to `max` (strictly between, when `strict`); one of the two may be left out. Dates as text. */
export interface RangeConstraint extends ConstraintOptions {
  kind: 'range';
  column: string;
  min?: number | string;
  max?: number | string;
  strict?: boolean;
}

/** The columns hold only combinations of values seen together in a training row; missing is a value. */
export interface FixedCombinationsConstraint extends ConstraintOptions {
  kind: 'fixed-combinations';
  columns: string[];
}

/** Exactly one of the columns (booleans, or numbers 0 and 1) is true; or all are missing. */
export interface OneHotConstraint extends ConstraintOptions {
  kind: 'one-hot';
  columns: string[];
}

/** The column's value follows from others by arithmetic; see `parseFormula`. Missing where an input is. */
export interface FormulaConstraint extends ConstraintOptions {
  kind: 'formula';
  column: string;
  equals: string;
}

/** A rule that every generated row keeps. */
export type Constraint =
  InequalityConstraint | RangeConstraint | FixedCombinationsConstraint | OneHotConstraint | FormulaConstraint;

export const CONSTRAINT_KINDS: readonly Constraint['kind'][] = [
  'inequality',
  'range',
  'fixed-combinations',
  'one-hot',
  'formula',
];

/** Whether a side of an inequality is a constant: a number, or text that starts like a date. */
export function isConstantSide(side: string | number): boolean {
  return typeof side === 'number' || /^\d{4}-\d{2}-\d{2}/.test(side);
}

/** The columns a rule names, each once. Throws FormulaError for a formula that cannot be read. */
export function constraintColumns(constraint: Constraint): string[] {
  return [...new Set(named(constraint))];
}

function named(constraint: Constraint): string[] {
  switch (constraint.kind) {
    case 'inequality':
      return [constraint.low, constraint.high].flatMap((side) => (isConstantSide(side) ? [] : [String(side)]));
    case 'range':
      return [constraint.column];
    case 'fixed-combinations':
    case 'one-hot':
      return constraint.columns;
    case 'formula':
      return [constraint.column, ...formulaColumns(parseFormula(constraint.equals))];
  }
}

/** The rule in one line, as its writer would know it again. */
export function constraintText(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'inequality':
      return `inequality ${side(constraint.low)} ${constraint.strict === true ? '<' : '<='} ${side(constraint.high)}`;
    case 'range':
      return `range of ${JSON.stringify(constraint.column)}`;
    case 'formula':
      return `formula ${JSON.stringify(constraint.column)} = ${constraint.equals}`;
    default:
      return `${constraint.kind} of ${constraint.columns.map((name) => JSON.stringify(name)).join(', ')}`;
  }
}

function side(value: string | number): string {
  return isConstantSide(value) ? String(value) : JSON.stringify(value);
}
