import {
  formulaColumns,
  parseFormula,
  type ColumnSchema,
  type FormulaConstraint,
  type PhysicalType,
} from '@headwater/contracts';
import type { Column, Frame, NumericColumn } from '@headwater/tables';
import { findGrid, snap, spacing, type Grid } from '../../codec/grid';
import { accepts } from '../../conditions/accepts';
import {
  arrange,
  categoricalColumn,
  freeName,
  numericColumn,
  numericFrom,
  presence,
  replaceColumns,
  replaceInSchema,
  schemaOf,
} from '../columns';
import type { StepKind } from '../step';
import { evaluate } from './arithmetic';
import { physicalRange } from '../../codec/physical-range';

/** A column that is dropped and computed again from others. */
export interface FormulaPlan {
  kind: 'formula';
  column: string;
  equals: string;
  /** How results are rounded: as the column is written. */
  grid: Grid;
  /**
   * The inner column that says whether the value is known, for a column that is missing in rows where it could be
   * computed; null when there are none.
   */
  known: string | null;
}

const KNOWN = { yes: 'true', no: 'false' };

export function fitFormula(frame: Frame, constraint: FormulaConstraint, taken: Set<string>): FormulaPlan {
  const { column, equals } = constraint;
  const plan: FormulaPlan = { kind: 'formula', column, equals, grid: formulaGrid(frame, column), known: null };
  const { present } = computed(plan, frame);
  const own = presence(numericColumn(frame, column));
  if (own.some((p, i) => p === 0 && present[i] === 1)) plan.known = freeName(taken, `${column} is known`);
  return plan;
}

/** As the column is written, whatever coarser grid its values happen to lie on; halves are rounded away from zero. */
export function formulaGrid(frame: Frame, name: string): Grid {
  const column = numericColumn(frame, name);
  const present = presence(column);
  const values = column.values.filter((x, i) => present[i] === 1 && Number.isFinite(x));
  const grid = findGrid(column.schema, values);
  return { ...grid, step: 0 };
}

/** The result in every row; missing where an input is, and where it is no number that the column can hold. */
function computed(
  { column, equals, grid }: Pick<FormulaPlan, 'column' | 'equals' | 'grid'>,
  frame: Frame,
  schema: ColumnSchema = numericColumn(frame, column).schema,
): { values: Float64Array; present: Uint8Array } {
  const formula = parseFormula(equals);
  const { values, present } = evaluate(formula, formulaColumns(formula), frame);
  const [least, most] = physicalRange(schema.physical);
  const rounded = values.map((x) => snap(grid, x));
  return {
    values: rounded,
    present: present.map((p, i) => (p === 1 && within(rounded[i] as number, least, most) ? 1 : 0)),
  };
}

const within = (x: number, least: number, most: number) => Number.isFinite(x) && x >= least && x <= most;

/**
 * 1 for rows that break the rule: a value other than the formula's by a whole unit of the last place it is written with,
 * or a value where there is none to compute. A missing value breaks nothing.
 */
export function brokenByFormula(frame: Frame, { column, equals }: FormulaConstraint): Uint8Array {
  const grid = formulaGrid(frame, column);
  const formula = parseFormula(equals);
  const { values, magnitudes, present } = evaluate(formula, formulaColumns(formula), frame);
  const own = numericColumn(frame, column);
  const unit = spacing(grid);
  return presence(own).map((p, i) => {
    if (p === 0) return 0;
    const value = own.values[i] as number;
    const result = values[i] as number;
    if (present[i] === 0 || !Number.isFinite(value) || !Number.isFinite(result)) return 1;
    const noise = (grid.single ? 1e-6 : 1e-12) * Math.max(magnitudes[i] as number, Math.abs(value));
    const allowed = unit === 0 ? 1000 * noise : Math.max(noise, unit * (1 - 1e-6));
    return Math.abs(value - result) <= allowed ? 0 : 1;
  });
}

export const formulaStep: StepKind<FormulaPlan> = {
  kind: 'formula',

  schema: (plan, outer) => replaceInSchema(outer, new Map([[plan.column, knownSchema(plan)]])),

  apply(plan, frame) {
    const schema = knownSchema(plan)[0];
    if (schema === undefined) return replaceColumns(frame, new Map([[plan.column, []]]));
    const own = presence(numericColumn(frame, plan.column));
    const { present } = computed(plan, frame);
    // Where nothing can be computed it is missing anyway: the indicator says "known" there, one value less to learn.
    const codes = Int32Array.from(own, (p, i) => (p === 1 || present[i] === 0 ? 0 : 1));
    const known: Column = { kind: 'categorical', schema, codes, levels: [KNOWN.yes, KNOWN.no] };
    return replaceColumns(frame, new Map([[plan.column, [known]]]));
  },

  restore(plan, frame, outer) {
    const schema = schemaOf(outer, plan.column);
    const { values, present } = computed(plan, frame, schema);
    if (plan.known !== null) {
      const known = categoricalColumn(frame, plan.known);
      const no = known.levels.indexOf(KNOWN.no);
      known.codes.forEach((code, i) => {
        if (no >= 0 && code === no) present[i] = 0;
      });
    }
    const column: NumericColumn = numericFrom(schema, values, present);
    return arrange(outer, frame, new Map([[plan.column, column]]));
  },

  /** What the inputs must be for a result is not known in general: rows are checked after. */
  conditions(plan, conditions, outer) {
    const { [plan.column]: asked, ...rest } = conditions;
    if (asked === undefined) return rest;
    const missing = accepts(schemaOf(outer, plan.column), asked)(null);
    return plan.known === null || missing ? rest : { ...rest, [plan.known]: KNOWN.yes };
  },
};

function knownSchema(plan: FormulaPlan): ColumnSchema[] {
  if (plan.known === null) return [];
  const physical: PhysicalType = 'bool';
  const written = { trueText: KNOWN.yes, falseText: KNOWN.no };
  return [{ name: plan.known, type: 'boolean', physical, role: 'feature', nullable: false, written }];
}
