import type { Frame } from '@headwater/tables';
import { combinationsStep } from './constraints/combinations-step';
import type { ConstraintPlan } from './constraints/fit-constraints';
import { formulaStep } from './constraints/formula-step';
import { oneHotStep } from './constraints/one-hot-step';
import { orderStep } from './constraints/order-step';
import { fitSplits } from './split/fit-splits';
import type { SplitPlan } from './split/split-plan';
import { splitStep } from './split/split-step';
import type { StepKind } from './step';
import { fitTemporal } from './temporal/fit-temporal';
import type { TemporalPlan } from './temporal/temporal-plan';
import { temporalStep } from './temporal/temporal-step';

/** The plan of any step, told apart by `kind`. */
export type Plan = ConstraintPlan | TemporalPlan | SplitPlan;

/** Every kind of step there is. A plan of another kind was written by a newer version. */
export const STEPS: { readonly [Kind in Plan['kind']]: StepKind<Extract<Plan, { kind: Kind }>> } = {
  formula: formulaStep,
  order: orderStep,
  combinations: combinationsStep,
  'one-hot': oneHotStep,
  temporal: temporalStep,
  split: splitStep,
};

export interface FitContext {
  /** No value held by fewer training rows may be stored. */
  minimumHolders: number;
  /** Most levels of one category column; absent: as many as the ordinary code has at most. */
  categoryLevels?: number;
  /** Columns whose values may be taken from the training rows only, never made anew. */
  closed: ReadonlySet<string>;
}

/**
 * Steps that are found in the data rather than declared, in the order in which they are applied: each sees the table that
 * those before it left.
 */
export const LEARNED: readonly ((frame: Frame, context: FitContext) => Plan[])[] = [fitTemporal, fitSplits];

export function stepOf(plan: Plan): StepKind<Plan> {
  return STEPS[plan.kind];
}
