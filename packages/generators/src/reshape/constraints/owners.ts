import type { Constraint, FormulaConstraint } from '@headwater/contracts';
import { formulaColumns, parseFormula } from '@headwater/contracts';
import { invalidRule } from './rule-error';

/** The rules of one kind. */
type Rule<Kind extends Constraint['kind']> = Extract<Constraint, { kind: Kind }>;

export function rulesOf<Kind extends Constraint['kind']>(constraints: readonly Constraint[], kind: Kind): Rule<Kind>[] {
  return constraints.filter((c): c is Rule<Kind> => c.kind === kind);
}

/**
 * The columns whose values a fixed-combinations or one-hot rule decides, each to that rule. No other rule may change them.
 * Throws CONSTRAINT_INVALID where two such rules decide one column, or a formula's result is decided by another rule.
 */
export function pinnedColumns(constraints: readonly Constraint[]): ReadonlyMap<string, Constraint> {
  const pinned = new Map<string, Constraint>();
  for (const rule of [...rulesOf(constraints, 'fixed-combinations'), ...rulesOf(constraints, 'one-hot')]) {
    for (const name of new Set(rule.columns)) {
      const other = pinned.get(name);
      if (other !== undefined)
        throw invalidRule(
          rule,
          `${JSON.stringify(name)} is decided by another ${other.kind} rule already`,
          rule.kind === 'fixed-combinations' && other.kind === 'fixed-combinations'
            ? 'Declare one fixed-combinations rule over the columns of both.'
            : 'Leave the column out of one of the two.',
        );
      pinned.set(name, rule);
    }
  }
  return pinned;
}

/**
 * Formulas so that each comes after those that read its result: the order in which their columns are dropped; restored
 * backwards, every input is there. Throws CONSTRAINT_INVALID for a cycle, and for a result that another rule decides too.
 */
export function formulaOrder(constraints: readonly Constraint[]): FormulaConstraint[] {
  const formulas = new Map<string, FormulaConstraint>();
  for (const rule of rulesOf(constraints, 'formula')) {
    if (formulas.has(rule.column))
      throw invalidRule(rule, `another formula gives ${JSON.stringify(rule.column)} already`, 'Keep one of the two.');
    formulas.set(rule.column, rule);
  }
  requireNoOther(constraints, formulas);
  const order: FormulaConstraint[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (rule: FormulaConstraint): void => {
    if (state.get(rule.column) === 'done') return;
    if (state.get(rule.column) === 'open')
      throw invalidRule(
        rule,
        `${JSON.stringify(rule.column)} follows from itself`,
        'Take away one of the formulas that need one another.',
      );
    state.set(rule.column, 'open');
    for (const name of formulaColumns(parseFormula(rule.equals))) {
      const input = formulas.get(name);
      if (input !== undefined) visit(input);
    }
    state.set(rule.column, 'done');
    order.unshift(rule);
  };
  for (const rule of formulas.values()) visit(rule);
  return order;
}

function requireNoOther(constraints: readonly Constraint[], formulas: ReadonlyMap<string, FormulaConstraint>): void {
  for (const rule of constraints) {
    const names =
      rule.kind === 'formula'
        ? []
        : rule.kind === 'range'
          ? [rule.column]
          : rule.kind === 'inequality'
            ? [rule.low, rule.high]
            : rule.columns;
    const result = names.find((name) => formulas.has(String(name)));
    if (result === undefined) continue;
    throw invalidRule(
      rule,
      `${JSON.stringify(result)} is computed by a formula, so no other rule can be kept for it by construction`,
      'State the rule over the inputs of the formula, or take away one of the two.',
    );
  }
}
