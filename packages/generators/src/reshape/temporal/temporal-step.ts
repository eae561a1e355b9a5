import type { ColumnSchema, TableSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Column } from '@headwater/tables';
import { arrange, numericColumn, numericFrom, presence, replaceColumns, replaceInSchema, schemaOf } from '../columns';
import type { StepKind } from '../step';
import { joinMoment, splitMoment, type Parts } from './moments';
import { temporalConditions } from './temporal-conditions';
import { carrierOf, isColumn, type TemporalPlan } from './temporal-plan';

/** Days of a week, and of the longest month. */
const LONGEST = { week: 7, month: 31 } as const;
/** Steps by which a moment is moved inside the range after it was brought near: months differ in length. */
const MOST_MOVES = 100;
/** Rows tried for the parts that a row without a moment is given. */
const FILL_ATTEMPTS = 16;

/**
 * Dates and time stamps as parts; see TemporalPlan. Missing is said by the first inner column alone: the others then hold
 * the parts of some other row, and are not looked at. Parts that together lie beyond the released range are moved inside by
 * whole weeks or months, so that weekday and hour stay as they are; what then is outside still, ends at the range's end.
 */
export const temporalStep: StepKind<TemporalPlan> = {
  kind: 'temporal',

  schema: (plan, outer) => replaceInSchema(outer, new Map([[plan.column, innerSchemas(plan, outer)]])),

  apply(plan, frame) {
    const column = numericColumn(frame, plan.column);
    const present = presence(column);
    const values = plan.parts.map(() => new Float64Array(frame.rows));
    const stream = new RandomStream(0, `temporal/${plan.column}/fill`);
    for (let i = 0; i < frame.rows; i++) {
      let row = i;
      if (present[i] === 0)
        for (let attempt = 0; attempt < FILL_ATTEMPTS && present[row] === 0; attempt++) row = stream.below(frame.rows);
      const moment = present[row] === 0 ? plan.range[0] : (column.values[row] as number);
      const parts = splitMoment(plan.calendar, plan.ticksPerDay, moment);
      for (let k = 0; k < parts.length; k++) (values[k] as Float64Array)[i] = parts[k] as number;
    }
    const schemas = innerSchemas(plan, frame.schema);
    const all = new Uint8Array(frame.rows).fill(1);
    const inner = plan.parts.flatMap((part, k): Column[] => {
      if (!isColumn(part)) return [];
      const numbers = (values[k] as Float64Array).map((x) => Math.round((x - part.offset) / part.step));
      const schema = schemas.find((s) => s.name === part.name) as ColumnSchema;
      return [numericFrom(schema, numbers, part === carrierOf(plan) ? present : all)];
    });
    return replaceColumns(frame, new Map([[plan.column, inner]]));
  },

  restore(plan, frame, outer) {
    const present = presence(numericColumn(frame, carrierOf(plan).name));
    const numbers = plan.parts.map((part) => (isColumn(part) ? numericColumn(frame, part.name).values : null));
    const values = new Float64Array(frame.rows);
    for (let i = 0; i < frame.rows; i++) {
      if (present[i] === 0) continue;
      const parts = plan.parts.map((part, k) =>
        isColumn(part) ? part.offset + part.step * Math.round((numbers[k] as Float64Array)[i] as number) : part.value,
      ) as Parts;
      values[i] = released(plan, parts);
    }
    const column = numericFrom(schemaOf(outer, plan.column), values, present);
    return arrange(outer, frame, new Map([[plan.column, column]]));
  },

  conditions: temporalConditions,
};

function innerSchemas(plan: TemporalPlan, outer: TableSchema): ColumnSchema[] {
  const { role, nullable } = schemaOf(outer, plan.column);
  return plan.parts.filter(isColumn).map((part) => ({
    name: part.name,
    type: 'integer',
    physical: 'int64',
    role,
    nullable: nullable && part === carrierOf(plan),
    written: { decimals: 0 },
  }));
}

/** The moment of the parts, moved into the released range. */
function released({ calendar, ticksPerDay, range, parts: [coarse] }: TemporalPlan, parts: Parts): number {
  const [low, high] = range;
  let moment = joinMoment(calendar, ticksPerDay, parts);
  if (moment >= low && moment <= high) return moment;
  if (isColumn(coarse)) {
    const step = moment < low ? coarse.step : -coarse.step;
    const far = (moment < low ? low - moment : moment - high) / (LONGEST[calendar] * ticksPerDay * coarse.step);
    const [start, ...others] = parts;
    let at = start + step * Math.floor(far);
    for (let move = 0; move < MOST_MOVES && (step > 0 ? moment < low : moment > high); move++) {
      moment = joinMoment(calendar, ticksPerDay, [at, ...others]);
      at += step;
    }
  }
  return Math.min(high, Math.max(low, moment));
}
