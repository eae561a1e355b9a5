import type { ConditionValue, Constraint, TableSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { fitConstraints } from './constraints/fit-constraints';
import { LEARNED, stepOf, type FitContext, type Plan } from './steps';

/**
 * Plans that turn the table into one that is modelled: declared rules first, then what is found in the data. Plain data.
 * Throws CONSTRAINT_INVALID when a rule does not fit the table, rules contradict, or rows break one.
 */
export function fitReshape(
  frame: Frame,
  constraints: readonly Constraint[],
  options: Pick<FitContext, 'minimumHolders' | 'categoryLevels'>,
): Plan[] {
  const plans: Plan[] = fitConstraints(frame, constraints, options);
  let inner = applyReshape(plans, frame.schema, frame);
  for (const fit of LEARNED) {
    const found = fit(inner, { ...options, closed: closedColumns(plans) });
    inner = applyReshape(found, inner.schema, inner);
    plans.push(...found);
  }
  return plans;
}

/** Rows of schema `outer` as rows of the inner schema. They keep their order and number. */
export function applyReshape(plans: readonly Plan[], outer: TableSchema, frame: Frame): Frame {
  const start: Frame = frame.schema === outer ? frame : { ...frame, schema: outer };
  return plans.reduce((inner, plan) => stepOf(plan).apply(plan, inner), start);
}

/** The way back. What is drawn on it is seeded by (seed, step, purpose, shard). */
export function restoreReshape(
  plans: readonly Plan[],
  outer: TableSchema,
  frame: Frame,
  { seed, shard }: { seed: number; shard: number },
): Frame {
  const schemas = schemasOf(plans, outer);
  return plans.reduceRight((inner, plan, k) => {
    const stream = (purpose: string) => new RandomStream(seed, `restore/${k}/${plan.kind}/${purpose}`, shard);
    return stepOf(plan).restore(plan, inner, schemas[k] as TableSchema, { stream, shard });
  }, frame);
}

/** The schema of what is modelled. */
export function innerSchema(plans: readonly Plan[], outer: TableSchema): TableSchema {
  return schemasOf(plans, outer)[plans.length] as TableSchema;
}

/**
 * Conditions on the table's columns as conditions on the inner ones. They may allow more than was asked, never less: rows
 * are checked after. Throws CONDITION_INVALID for one that no row can meet.
 */
export function innerConditions(
  plans: readonly Plan[],
  outer: TableSchema,
  conditions: Readonly<Record<string, ConditionValue>>,
): Record<string, ConditionValue> {
  const schemas = schemasOf(plans, outer);
  return plans.reduce<Record<string, ConditionValue>>(
    (inner, plan, k) => stepOf(plan).conditions(plan, inner, schemas[k] as TableSchema),
    { ...conditions },
  );
}

/** Inner columns made by rules whose values may be taken from the training rows only, never made anew. */
export function closedColumns(plans: readonly Plan[]): ReadonlySet<string> {
  return new Set(plans.flatMap((plan) => (plan.kind === 'combinations' || plan.kind === 'one-hot' ? [plan.into] : [])));
}

/** The schema before each step, and after the last. */
function schemasOf(plans: readonly Plan[], outer: TableSchema): TableSchema[] {
  return plans.reduce(
    (schemas, plan, k) => [...schemas, stepOf(plan).schema(plan, schemas[k] as TableSchema)],
    [outer],
  );
}
