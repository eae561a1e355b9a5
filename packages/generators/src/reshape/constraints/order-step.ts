import type { ColumnSchema, TableSchema } from '@headwater/contracts';
import type { Column, Frame, NumericColumn } from '@headwater/tables';
import { snap, type Grid } from '../../codec/grid';
import { arrange, numericColumn, numericFrom, presence, replaceColumns, replaceInSchema, schemaOf } from '../columns';
import type { StepKind } from '../step';
import { ceilTo, floorTo } from './grid-bounds';
import { orderConditions } from './order-conditions';
import type { OrderedColumn, OrderPlan } from './order-plan';

/** A column's cells, negated where the order runs downwards. */
interface Cells {
  values: Float64Array;
  present: Uint8Array;
}

/**
 * Columns in an order. The smallest ones are kept; every other is modelled as its distance, in steps of its own grid, from
 * the least value it may have given those below it: what is drawn, it cannot be less. Missing cells on either side stay
 * missing: a missing distance is a missing value, and values of rows where nothing lies below have an inner column of
 * their own.
 */
export const orderStep: StepKind<OrderPlan> = {
  kind: 'order',

  schema: (plan, outer) =>
    replaceInSchema(
      outer,
      new Map(
        plan.columns
          .filter((column) => column.gap !== null)
          .map((column): [string, ColumnSchema[]] => [column.name, innerSchemas(column, outer)]),
      ),
    ),

  apply(plan, frame) {
    const cells = plan.columns.map(({ name }) => cellsOf(frame, name, plan.direction));
    const replaced = new Map<string, Column[]>();
    plan.columns.forEach((column, k) => {
      if (column.gap === null) return;
      const own = cells[k] as Cells;
      const base = baseOf(column, cells, frame.rows);
      const [gapSchema, aloneSchema] = innerSchemas(column, frame.schema) as [ColumnSchema, ColumnSchema?];
      const gaps = own.values.map((x, i) => Math.max(0, gapOf(column.grid, x - (base.values[i] as number))));
      const both = own.present.map((p, i) => p & (base.present[i] as number));
      const inner = [numericFrom(gapSchema, gaps, both)];
      if (aloneSchema !== undefined) {
        const only = own.present.map((p, i) => (p === 1 && base.present[i] === 0 ? 1 : 0));
        inner.push(numericFrom(aloneSchema, times(own.values, plan.direction), only));
      }
      replaced.set(column.name, inner);
    });
    return replaceColumns(frame, replaced);
  },

  restore(plan, frame, outer) {
    const present = plan.columns.reduce<Uint8Array[]>((done, column) => [...done, presenceOf(column, done, frame)], []);
    const most = upperBounds(plan, present, frame.rows);
    const cells: Cells[] = [];
    plan.columns.forEach((column, k) => {
      const base = baseOf(column, cells, frame.rows);
      const drawn = drawnValues(column, base, frame, plan.direction);
      const values = drawn.map((x, i) => {
        const least = base.present[i] === 1 ? Math.max(base.values[i] as number, column.min ?? -Infinity) : column.min;
        return column.pinned ? x : Math.min(Math.max(x, least ?? -Infinity), (most[k] as Float64Array)[i] as number);
      });
      cells.push({ values, present: present[k] as Uint8Array });
    });
    const made = new Map<string, NumericColumn>();
    plan.columns.forEach(({ name }, k) => {
      const { values, present: at } = cells[k] as Cells;
      made.set(name, numericFrom(schemaOf(outer, name), times(values, plan.direction), at));
    });
    return arrange(outer, frame, made);
  },

  conditions: orderConditions,
};

/** Of the distance, and of values without anything below. */
function innerSchemas({ name, grid, gap, alone }: OrderedColumn, outer: TableSchema): ColumnSchema[] {
  const own = schemaOf(outer, name);
  const kind =
    grid.step > 0
      ? ({ type: 'integer', physical: 'int64', written: {} } as const)
      : ({
          type: 'decimal',
          physical: 'float64',
          written: grid.decimals === null ? {} : { decimals: grid.decimals },
        } as const);
  const distance: ColumnSchema = { name: gap as string, ...kind, role: 'feature', nullable: true };
  return alone === null ? [distance] : [distance, { ...own, name: alone, role: 'feature', nullable: true }];
}

function cellsOf(frame: Frame, name: string, direction: 1 | -1): Cells {
  const column = numericColumn(frame, name);
  return { values: times(column.values, direction), present: presence(column) };
}

function times(values: Float64Array, direction: 1 | -1): Float64Array {
  return direction === 1 ? values : values.map((x) => -x);
}

/** The least value each row allows the column, from those below it; absent where all of them are missing. */
function baseOf(column: OrderedColumn, cells: readonly Cells[], rows: number): Cells {
  const values = new Float64Array(rows).fill(-Infinity);
  const present = new Uint8Array(rows);
  for (const { column: at, strict } of column.above) {
    const below = cells[at] as Cells;
    for (let i = 0; i < rows; i++) {
      if (below.present[i] === 0) continue;
      present[i] = 1;
      values[i] = Math.max(values[i] as number, ceilTo(column.grid, below.values[i] as number, strict));
    }
  }
  return { values, present };
}

/** Steps of the grid where it has whole ones, else the distance as it is. */
function gapOf(grid: Grid, distance: number): number {
  if (grid.step > 0) return Math.round(distance / grid.step);
  return grid.decimals === null ? distance : Number(distance.toFixed(grid.decimals));
}

function presenceOf(column: OrderedColumn, before: readonly Uint8Array[], frame: Frame): Uint8Array {
  if (column.gap === null) return presence(numericColumn(frame, column.name));
  const gap = presence(numericColumn(frame, column.gap));
  const alone = column.alone === null ? new Uint8Array(frame.rows) : presence(numericColumn(frame, column.alone));
  const below = column.above.map((a) => before[a.column] as Uint8Array);
  return gap.map((p, i) => (below.some((b) => b[i] === 1) ? p : (alone[i] as number)));
}

/** The greatest value each row allows each column, so that those above it find room below their own greatest. */
function upperBounds({ columns }: OrderPlan, present: readonly Uint8Array[], rows: number): Float64Array[] {
  const most = columns.map(({ max }) => new Float64Array(rows).fill(max ?? Infinity));
  for (let k = columns.length - 1; k >= 0; k--) {
    const own = most[k] as Float64Array;
    for (const { column, strict } of (columns[k] as OrderedColumn).above) {
      const below = most[column] as Float64Array;
      const { grid } = columns[column] as OrderedColumn;
      for (let i = 0; i < rows; i++)
        if (present[k]?.[i] === 1) below[i] = Math.min(below[i] as number, floorTo(grid, own[i] as number, strict));
    }
  }
  return most;
}

/** Values as the inner columns say them, before bounds. */
function drawnValues(column: OrderedColumn, base: Cells, frame: Frame, direction: 1 | -1): Float64Array {
  if (column.gap === null) return times(numericColumn(frame, column.name).values, direction);
  const gaps = numericColumn(frame, column.gap).values;
  const alone = column.alone === null ? null : times(numericColumn(frame, column.alone).values, direction);
  const { step } = column.grid;
  return base.values.map((least, i) => {
    if (base.present[i] === 0) return alone === null ? 0 : (alone[i] as number);
    const distance = Math.max(0, gaps[i] as number) * (step > 0 ? step : 1);
    return Math.max(least, snap(column.grid, least + distance));
  });
}
