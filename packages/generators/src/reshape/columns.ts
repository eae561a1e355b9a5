import type { ColumnSchema, TableSchema } from '@headwater/contracts';
import type { CategoricalColumn, Column, Frame, NumericColumn } from '@headwater/tables';

/** The schema with columns replaced, each by the ones listed for it in its place; the others stay. */
export function replaceInSchema(
  schema: TableSchema,
  replacements: ReadonlyMap<string, readonly ColumnSchema[]>,
): TableSchema {
  return { ...schema, columns: schema.columns.flatMap((column) => replacements.get(column.name) ?? [column]) };
}

/** The rows with columns replaced, each by the ones listed for it in its place; the others stay. */
export function replaceColumns(frame: Frame, replacements: ReadonlyMap<string, readonly Column[]>): Frame {
  return framed(
    frame.columns.flatMap((column) => replacements.get(column.schema.name) ?? [column]),
    frame.rows,
  );
}

/** Rows of schema `outer`: columns out of `made` where it has them, else the frame's own. */
export function arrange(outer: TableSchema, frame: Frame, made: ReadonlyMap<string, Column>): Frame {
  const own = new Map(frame.columns.map((column) => [column.schema.name, column]));
  const columns = outer.columns.map(({ name }) => {
    const column = made.get(name) ?? own.get(name);
    if (column === undefined) throw new RangeError(`reshape: no column named ${JSON.stringify(name)}`);
    return column;
  });
  return { schema: outer, rows: frame.rows, columns };
}

function framed(columns: Column[], rows: number): Frame {
  return { schema: { version: 1, columns: columns.map((column) => column.schema) }, rows, columns };
}

export function schemaOf(schema: TableSchema, name: string): ColumnSchema {
  const found = schema.columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`reshape: no column named ${JSON.stringify(name)}`);
  return found;
}

export function numericColumn(frame: Frame, name: string): NumericColumn {
  const found = frame.columns.find((column) => column.schema.name === name);
  if (found?.kind !== 'numeric') throw new RangeError(`reshape: ${JSON.stringify(name)} is no numeric column`);
  return found;
}

export function categoricalColumn(frame: Frame, name: string): CategoricalColumn {
  const found = frame.columns.find((column) => column.schema.name === name);
  if (found?.kind !== 'categorical') throw new RangeError(`reshape: ${JSON.stringify(name)} is no category`);
  return found;
}

/** A column of numbers, missing where `present` is 0. */
export function numericFrom(schema: ColumnSchema, values: Float64Array, present: Uint8Array): NumericColumn {
  const valid = present.includes(0) ? present : null;
  return { kind: 'numeric', schema, values: values.map((v, i) => (present[i] === 1 ? v + 0 : 0)), valid };
}

/** 1 where the column has a value. */
export function presence(column: Column): Uint8Array {
  if (column.kind === 'categorical') return Uint8Array.from(column.codes, (code) => (code < 0 ? 0 : 1));
  return column.valid === null ? new Uint8Array(column.values.length).fill(1) : Uint8Array.from(column.valid);
}

/** `wanted`, with a number behind it where that name is taken; taken from then on. */
export function freeName(taken: Set<string>, wanted: string): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
  taken.add(name);
  return name;
}
