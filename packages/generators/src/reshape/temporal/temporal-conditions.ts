import type { ColumnSchema, ConditionScalar, ConditionValue, TableSchema } from '@headwater/contracts';
import { invalidCondition } from '../../conditions/values';
import { accepts, numberIn } from '../../conditions/accepts';
import { schemaOf } from '../columns';
import { splitMoment, type Parts } from './moments';
import { carrierOf, isColumn, type ColumnPart, type TemporalPlan } from './temporal-plan';

/**
 * One moment becomes all of its parts. A range bounds the coarsest part, and the next one where both ends share it; of
 * several moments every part is bounded. Throws CONDITION_INVALID for moments outside the released range or off the grid.
 */
export function temporalConditions(
  plan: TemporalPlan,
  conditions: Readonly<Record<string, ConditionValue>>,
  outer: TableSchema,
): Record<string, ConditionValue> {
  const { [plan.column]: asked, ...others } = conditions;
  if (asked === undefined) return others;
  const schema = schemaOf(outer, plan.column);
  // Throws where a value is none of the column's type, and for proportions.
  accepts(schema, asked);
  return { ...others, ...innerConditions(plan, schema, asked) };
}

function innerConditions(
  plan: TemporalPlan,
  schema: ColumnSchema,
  asked: ConditionValue,
): Record<string, ConditionValue> {
  if (asked === null) return { [carrierOf(plan).name]: null };
  if (typeof asked !== 'object') return severalMoments(plan, schema, [asked]);
  if ('in' in asked) return severalMoments(plan, schema, asked.in);
  const { min, max } = asked as { min?: number | string; max?: number | string };
  const low = Math.max(plan.range[0], min === undefined ? -Infinity : numberIn(schema, min));
  const high = Math.min(plan.range[1], max === undefined ? Infinity : numberIn(schema, max));
  if (!(low <= high)) throw outside(plan, `${min ?? 'the earliest'} to ${max ?? 'the latest'}`);
  return momentsBetween(plan, low, high);
}

function severalMoments(
  plan: TemporalPlan,
  schema: ColumnSchema,
  asked: readonly ConditionScalar[],
): Record<string, ConditionValue> {
  // Whether rows may be missing, or else lie in a range, is nothing one condition can say.
  if (asked.length > 1 && asked.includes(null)) return {};
  if (asked.length === 1 && asked[0] === null) return { [carrierOf(plan).name]: null };
  const parts = asked.map((value) => {
    const moment = numberIn(schema, value as string | number | boolean);
    if (moment < plan.range[0] || moment > plan.range[1]) throw outside(plan, JSON.stringify(value));
    return numbersOf(plan, moment, JSON.stringify(value));
  });
  const inner: Record<string, ConditionValue> = {};
  plan.parts.forEach((part, k) => {
    const numbers = parts.map((p) => p[k] as number);
    if (isColumn(part)) inner[part.name] = between(Math.min(...numbers), Math.max(...numbers));
  });
  return inner;
}

/** Each part of a moment as its inner number (constant parts as they are). */
function numbersOf(plan: TemporalPlan, moment: number, asked: string): Parts {
  return splitMoment(plan.calendar, plan.ticksPerDay, moment).map((value, k) => {
    const part = plan.parts[k] as TemporalPlan['parts'][number];
    const number = isColumn(part) ? numberOf(part, value) : value;
    if (isColumn(part) ? Number.isInteger(number) : value === part.value) return number;
    throw invalidCondition(
      plan.column,
      `no training row has a value like ${asked}`,
      'Give a range ({ min, max }), or a value on the grid of the others: whole days or hours where they are.',
    );
  }) as Parts;
}

const numberOf = (part: ColumnPart, value: number) => (value - part.offset) / part.step;

function momentsBetween(plan: TemporalPlan, low: number, high: number): Record<string, ConditionValue> {
  const from = splitMoment(plan.calendar, plan.ticksPerDay, low);
  const to = splitMoment(plan.calendar, plan.ticksPerDay, high);
  const inner: Record<string, ConditionValue> = {};
  for (const [k, part] of plan.parts.entries()) {
    const [first, last] = [from[k] as number, to[k] as number];
    if (isColumn(part)) {
      const numbers = [Math.ceil(numberOf(part, first)), Math.floor(numberOf(part, last))] as const;
      if (numbers[0] > numbers[1]) throw outside(plan, `${written(plan, low)} to ${written(plan, high)}`);
      inner[part.name] = between(...numbers);
    }
    if (first !== last) break;
  }
  return inner;
}

function between(low: number, high: number): ConditionValue {
  return low === high ? low : { min: low, max: high };
}

function outside(plan: TemporalPlan, asked: string) {
  return invalidCondition(
    plan.column,
    `the model generates nothing at ${asked}`,
    `It generates ${written(plan, plan.range[0])} to ${written(plan, plan.range[1])}.`,
  );
}

/** A moment as text: dates by day, time stamps to the second. */
function written({ ticksPerDay }: TemporalPlan, moment: number): string {
  const date = new Date((moment / ticksPerDay) * 86_400_000);
  if (Number.isNaN(date.getTime())) return String(moment);
  return date.toISOString().slice(0, ticksPerDay === 1 ? 10 : 19);
}
