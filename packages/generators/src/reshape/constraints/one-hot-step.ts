import type { ColumnSchema, OneHotConstraint } from '@headwater/contracts';
import { isNumericType, type Column, type Frame } from '@headwater/tables';
import type { Cell } from '../../codec/column-code';
import {
  arrange,
  categoricalColumn,
  freeName,
  numericFrom,
  replaceColumns,
  replaceInSchema,
  schemaOf,
} from '../columns';
import type { StepKind } from '../step';
import { hotness } from './broken-rows';
import { choiceConditions } from './choice-conditions';
import { inPlace, joinedSchema } from './combinations-step';
import { invalidRule } from './rule-error';

/** Columns of which one is true, as one category: its values are their names, missing where all of them are. */
export interface OneHotPlan {
  kind: 'one-hot';
  columns: string[];
  into: string;
  /** Whether rows may have all of them missing. */
  missing: boolean;
}

/** Throws CONSTRAINT_INVALID when none of the columns is true in `minimumHolders` rows. */
export function fitOneHot(
  frame: Frame,
  constraint: OneHotConstraint,
  minimumHolders: number,
  taken: Set<string>,
): OneHotPlan {
  const columns = [...new Set(constraint.columns)];
  const codes = hotColumn(frame, columns);
  const rows = new Int32Array(columns.length);
  for (const code of codes) if (code >= 0) rows[code]!++;
  if (!rows.some((n) => n >= minimumHolders))
    throw invalidRule(
      constraint,
      `none of the columns is true in ${minimumHolders} training rows, the fewest that a released value must have`,
      'Give the chain more rows, or take the rule away.',
    );
  return { kind: 'one-hot', columns, into: freeName(taken, columns.join(' | ')), missing: codes.includes(-1) };
}

export const oneHotStep: StepKind<OneHotPlan> = {
  kind: 'one-hot',

  schema: (plan, outer) => replaceInSchema(outer, inPlace(plan.columns, innerSchema(plan))),

  apply(plan, frame) {
    const codes = hotColumn(frame, plan.columns);
    const column: Column = { kind: 'categorical', schema: innerSchema(plan), codes, levels: [...plan.columns] };
    return replaceColumns(frame, inPlace(plan.columns, column));
  },

  restore(plan, frame, outer) {
    const { codes, levels } = categoricalColumn(frame, plan.into);
    const made = new Map(
      plan.columns.map((name): [string, Column] => {
        const own = levels.indexOf(name);
        return [name, hotOrNot(schemaOf(outer, name), codes, own)];
      }),
    );
    return arrange(outer, frame, made);
  },

  conditions(plan, conditions, outer) {
    const schemas = plan.columns.map((name) => schemaOf(outer, name));
    const choices = plan.columns.map((inner, hot) => ({ inner, cells: schemas.map((s, j) => cell(s, j === hot)) }));
    const none = { inner: null, cells: schemas.map(() => null) };
    return choiceConditions(plan.columns, plan.into, plan.missing ? [...choices, none] : choices, conditions, outer);
  },
};

function innerSchema({ into, missing }: OneHotPlan): ColumnSchema {
  return { ...joinedSchema(into), nullable: missing };
}

/** The place of the column that is true, -1 where none is. */
function hotColumn(frame: Frame, names: readonly string[]): Int32Array {
  const hot = names.map((name) => hotness(frame.columns.find((c) => c.schema.name === name) as Column));
  return Int32Array.from({ length: frame.rows }, (_, i) => hot.findIndex((at) => at(i) === 1));
}

function cell(schema: ColumnSchema, hot: boolean): Cell {
  if (isNumericType(schema.type)) return hot ? 1 : 0;
  return hot ? (schema.written.trueText ?? 'true') : (schema.written.falseText ?? 'false');
}

function hotOrNot(schema: ColumnSchema, codes: Int32Array, own: number): Column {
  if (isNumericType(schema.type)) {
    return numericFrom(
      schema,
      Float64Array.from(codes, (c) => (c === own ? 1 : 0)),
      Uint8Array.from(codes, (c) => (c < 0 ? 0 : 1)),
    );
  }
  const levels = [cell(schema, true), cell(schema, false)] as string[];
  return { kind: 'categorical', schema, levels, codes: codes.map((c) => (c < 0 ? -1 : c === own ? 0 : 1)) };
}
