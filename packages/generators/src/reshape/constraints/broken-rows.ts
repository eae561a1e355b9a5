import type { Constraint, InequalityConstraint, OneHotConstraint, RangeConstraint } from '@headwater/contracts';
import { isConstantSide } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';
import { numericColumn, presence } from '../columns';
import { constantIn } from './constants';
import { brokenByFormula } from './formula-step';
import { invalidRule, ruleColumn } from './rule-error';

/** 1 for rows that break the rule. Its columns must exist and be of types that the rule takes. */
export function brokenRows(frame: Frame, constraint: Constraint): Uint8Array {
  switch (constraint.kind) {
    case 'inequality':
      return brokenByInequality(frame, constraint);
    case 'range':
      return brokenByRange(frame, constraint);
    case 'fixed-combinations':
      // What is seen together is what the training rows hold.
      return new Uint8Array(frame.rows);
    case 'one-hot':
      return brokenByOneHot(frame, constraint);
    case 'formula':
      return brokenByFormula(frame, constraint);
  }
}

/** A value that is no finite number cannot be compared, so it breaks the rule; a missing one does not. */
function brokenByInequality(frame: Frame, constraint: InequalityConstraint): Uint8Array {
  const { low, high, strict = false } = constraint;
  const [a, b] = [low, high].map((side) => sideOf(frame, constraint, side)) as [Side, Side];
  return Uint8Array.from({ length: frame.rows }, (_, i) => {
    const x = a(i);
    const y = b(i);
    if ((x !== null && !Number.isFinite(x)) || (y !== null && !Number.isFinite(y))) return 1;
    return x === null || y === null || (strict ? x < y : x <= y) ? 0 : 1;
  });
}

type Side = (i: number) => number | null;

function sideOf(frame: Frame, constraint: InequalityConstraint, side: string | number): Side {
  if (isConstantSide(side)) {
    const other = side === constraint.low ? constraint.high : constraint.low;
    const value = constantIn(constraint, ruleColumn(frame, constraint, String(other)), side);
    return () => value;
  }
  const column = numericColumn(frame, String(side));
  const present = presence(column);
  return (i) => (present[i] === 1 ? (column.values[i] as number) : null);
}

function brokenByRange(frame: Frame, constraint: RangeConstraint): Uint8Array {
  const { column: name, strict = false } = constraint;
  const column = numericColumn(frame, name);
  const min = constraint.min === undefined ? -Infinity : constantIn(constraint, column.schema, constraint.min);
  const max = constraint.max === undefined ? Infinity : constantIn(constraint, column.schema, constraint.max);
  return presence(column).map((p, i) => {
    const x = column.values[i] as number;
    return p === 0 || (Number.isFinite(x) && (strict ? x > min && x < max : x >= min && x <= max)) ? 0 : 1;
  });
}

function brokenByOneHot(frame: Frame, { columns }: OneHotConstraint): Uint8Array {
  const hot = columns.map((name) => hotness(frame.columns.find((c) => c.schema.name === name) as Column));
  return Uint8Array.from({ length: frame.rows }, (_, i) => {
    const cells = hot.map((at) => at(i));
    if (cells.every((cell) => cell === null)) return 0;
    return cells.every((cell) => cell === 0 || cell === 1) && cells.filter((cell) => cell === 1).length === 1 ? 0 : 1;
  });
}

/** A one-hot column's cell: 1, 0, null where missing, NaN for any other number. */
export function hotness(column: Column): (i: number) => number | null {
  const present = presence(column);
  if (column.kind === 'numeric') {
    return (i) => {
      if (present[i] === 0) return null;
      const value = column.values[i] as number;
      return value === 0 || value === 1 ? value + 0 : NaN;
    };
  }
  const truth = column.levels.map((level) => (level === (column.schema.written.trueText ?? 'true') ? 1 : 0));
  return (i) => (present[i] === 0 ? null : (truth[column.codes[i] as number] as number));
}

/** Throws CONSTRAINT_INVALID with the number of rows that break a rule. */
export function requireKept(frame: Frame, constraints: readonly Constraint[]): void {
  for (const constraint of constraints) {
    const broken = brokenRows(frame, constraint).reduce((sum, b) => sum + b, 0);
    requireNoneBroken(constraint, broken, frame.rows);
  }
}

/** Throws CONSTRAINT_INVALID unless none of the rows breaks the rule. */
export function requireNoneBroken(constraint: Constraint, broken: number, rows: number): void {
  if (broken === 0) return;
  const what = broken === rows ? 'no training row keeps it' : `${broken} of ${rows} training rows break it`;
  const hint = 'Correct the rule or the data, or give the rule `repair: drop` to leave such rows out of training.';
  throw invalidRule(constraint, what, broken === rows ? 'Correct the rule.' : hint);
}
