import type { ConditionScalar, ConditionValue, TableSchema } from '@headwater/contracts';
import { invalidCondition } from '../../conditions/values';
import { accepts, numberIn } from '../../conditions/accepts';
import { schemaOf } from '../columns';
import { ceilTo } from './grid-bounds';
import type { OrderedColumn, OrderPlan } from './order-plan';

type Conditions = Readonly<Record<string, ConditionValue>>;

/**
 * Conditions on a kept column stay. One on a replaced column becomes what is surely true of its inner columns: missing or
 * not, the distance where both values are given, and a limit for the column below. Rows are checked after.
 */
export function orderConditions(
  plan: OrderPlan,
  conditions: Conditions,
  outer: TableSchema,
): Record<string, ConditionValue> {
  const replaced = plan.columns.filter((c) => c.gap !== null && c.name in conditions);
  const inner = Object.fromEntries(
    Object.entries(conditions).filter(([name]) => !replaced.some((c) => c.name === name)),
  );
  for (const column of replaced) {
    const asked = conditions[column.name] as ConditionValue;
    // Throws where the value is none of the column's type.
    accepts(schemaOf(outer, column.name), asked);
    if (asked === null) {
      inner[column.gap as string] = null;
      if (column.alone !== null) inner[column.alone] = null;
    } else if (column.above.length === 1) Object.assign(inner, single(plan, column, asked, conditions, inner, outer));
  }
  return inner;
}

function single(
  plan: OrderPlan,
  column: OrderedColumn,
  asked: Exclude<ConditionValue, null>,
  conditions: Conditions,
  inner: Conditions,
  outer: TableSchema,
): Record<string, ConditionValue> {
  const [{ column: at, strict }] = column.above as [OrderedColumn['above'][number]];
  const below = plan.columns[at] as OrderedColumn;
  const given = conditions[below.name];
  if (given === null) {
    if (column.alone !== null) return { [column.alone]: asked };
    const what = `it is missing in every training row where ${JSON.stringify(below.name)} is`;
    throw invalidCondition(column.name, what, 'Drop one of the two conditions.');
  }
  if (given === undefined) {
    // A column in between is replaced itself: its inner column means something else.
    if (below.gap !== null || column.alone !== null || below.name in inner) return {};
    if (schemaOf(outer, below.name).type !== schemaOf(outer, column.name).type) return {};
    const limit = limitOf(asked, plan.direction);
    return limit === undefined ? {} : { [below.name]: plan.direction === 1 ? { max: limit } : { min: limit } };
  }
  if (typeof given === 'object' || typeof asked === 'object') return {};
  return distance(plan, column, below, strict, given, asked, outer);
}

/** Both values are given, and with them the distance. */
function distance(
  plan: OrderPlan,
  column: OrderedColumn,
  below: OrderedColumn,
  strict: boolean,
  given: Exclude<ConditionScalar, null>,
  asked: Exclude<ConditionScalar, null>,
  outer: TableSchema,
): Record<string, ConditionValue> {
  const from = numberIn(schemaOf(outer, below.name), given);
  const to = numberIn(schemaOf(outer, column.name), asked);
  const { grid } = column;
  const apart = plan.direction * to - ceilTo(grid, plan.direction * from, strict);
  if (apart < 0)
    throw invalidCondition(
      column.name,
      `with ${JSON.stringify(below.name)} at ${JSON.stringify(given)} it breaks a declared inequality`,
      'Change one of the two conditions.',
    );
  const steps =
    grid.step > 0
      ? Math.round(apart / grid.step)
      : grid.decimals === null
        ? apart
        : Number(apart.toFixed(grid.decimals));
  return { [column.gap as string]: steps };
}

/** The far end of what is asked of a column is one for the column below it, too. */
function limitOf(asked: Exclude<ConditionValue, null>, direction: 1 | -1): number | string | undefined {
  if (typeof asked === 'number' || typeof asked === 'string') return asked;
  if (typeof asked === 'boolean' || 'in' in asked || 'shares' in asked) return undefined;
  return direction === 1 ? asked.max : asked.min;
}
