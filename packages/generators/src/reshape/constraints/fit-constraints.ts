import type { Constraint } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { requireKept } from './broken-rows';
import { fitCombinations, type CombinationsPlan } from './combinations-step';
import { fitFormula, type FormulaPlan } from './formula-step';
import { fitOneHot, type OneHotPlan } from './one-hot-step';
import { fitOrders } from './order-fit';
import type { OrderPlan } from './order-plan';
import { formulaOrder, pinnedColumns, rulesOf } from './owners';
import { requireFittingColumns } from './rule-columns';

export type ConstraintPlan = FormulaPlan | OrderPlan | CombinationsPlan | OneHotPlan;

/**
 * Plans that make the rules hold by construction, outermost first: formulas (their inputs must be final before results are
 * computed), orders, then columns joined to one, which orders may stand on.
 * Throws CONSTRAINT_INVALID when a rule does not fit the table, rules contradict, or training rows break one.
 */
export function fitConstraints(
  frame: Frame,
  constraints: readonly Constraint[],
  { minimumHolders }: { minimumHolders: number },
): ConstraintPlan[] {
  requireFittingColumns(frame, constraints);
  const taken = new Set(frame.schema.columns.map((column) => column.name));
  const formulas = formulaOrder(constraints);
  const pinned = pinnedColumns(constraints);
  const orders = fitOrders(frame, constraints, pinned, taken);
  requireKept(frame, constraints);
  return [
    ...formulas.map((rule) => fitFormula(frame, rule, taken)),
    ...orders,
    ...rulesOf(constraints, 'fixed-combinations').map((rule) => fitCombinations(frame, rule, minimumHolders, taken)),
    ...rulesOf(constraints, 'one-hot').map((rule) => fitOneHot(frame, rule, minimumHolders, taken)),
  ];
}
