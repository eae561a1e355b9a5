import type { RecordBatch, Schema } from 'apache-arrow';
import type { ColumnOverride, ColumnSchema, TableSchema } from '@headwater/contracts';
import { columnBuilder } from '../arrow/column-builder';
import { toBatches } from '../arrow/frame-to-batches';
import { arrowSchemaOf, physicalOf } from '../arrow/types';
import { columnNames } from '../source/column-names';
import { columnSchema, overrideOf, problemError, requireSomeValue } from '../source/finish-schema';
import { columnsLike } from '../source/like';
import type { Source } from '../source/source';
import { quoted, sourceError } from '../source-errors';
import { decideTyped } from './decide-typed';
import { fitTyped } from './fit-typed';
import { noRows } from './no-rows';
import { openTypedTable, type TypedTable } from './typed-table';
import { TypedEvidence } from './typed-evidence';

/** Most rows of a batch that is handed on. */
const BATCH_ROWS = 65_536;

/** Schema and batches of a Parquet or Arrow file. */
export async function openTyped(path: string, format: 'parquet' | 'arrow', overrides: Record<string, ColumnOverride>, like?: TableSchema): Promise<Source> {
  const table = await openTypedTable(path, format);
  requireFlat(path, table.schema);
  const { names, warnings } = columnNames(path, table.schema.fields.map((field) => field.name));
  if (names.length === 0) throw sourceError('SOURCE_NOT_TABULAR', { path }, 'the file has no columns', 'Check the export that wrote it.');
  if (like !== undefined) {
    const order = columnsLike(path, names, like);
    const rows = await fitTyped(table, like, order);
    return { schema: like, rows, warnings, dialect: { format }, batches: () => batches(table, like, order) };
  }
  const { evidence, rows } = await gather(table, overrides, names);
  requireSomeValue(path, evidence.some((e) => e.count > 0));
  const columns = names.map((name, j): ColumnSchema => {
    const override = overrideOf(overrides, name);
    const found = decideTyped(evidence[j]!, override.type, rows);
    if ('code' in found) throw problemError({ path }, name, found);
    if (found.warning !== undefined) warnings.push(`column ${quoted(name)} ${found.warning}`);
    return columnSchema(name, found, override, evidence[j]!.count < rows);
  });
  const schema: TableSchema = { version: 1, columns };
  const order = names.map((_, j) => j);
  return { schema, rows, warnings, dialect: { format }, batches: () => batches(table, schema, order) };
}

function requireFlat(path: string, schema: Schema): void {
  for (const field of schema.fields) {
    if (physicalOf(field.type) !== null) continue;
    throw sourceError(
      'SOURCE_UNSUPPORTED_TYPE',
      { path, column: field.name },
      `column ${quoted(field.name)} has the type ${String(field.type)}, which is not supported`,
      'Flatten nested columns, and store binary values, times of day and durations as text or numbers.',
    );
  }
}

async function gather(table: TypedTable, overrides: Record<string, ColumnOverride>, names: readonly string[]): Promise<{ evidence: TypedEvidence[]; rows: number }> {
  const evidence = table.schema.fields.map((field, j) => new TypedEvidence(field, physicalOf(field.type) ?? 'utf8', overrideOf(overrides, names[j] as string).type));
  let rows = 0;
  for await (const batch of table.batches()) {
    batch.data.children.forEach((data, j) => evidence[j]!.add(data));
    rows += batch.numRows;
  }
  if (rows === 0) throw noRows(table.path);
  return { evidence, rows };
}

async function* batches(table: TypedTable, schema: TableSchema, order: readonly number[]): AsyncGenerator<RecordBatch> {
  const arrow = arrowSchemaOf(schema, false);
  for await (const batch of table.batches()) {
    if (batch.numRows === 0) continue;
    const columns = schema.columns.map((column, j) => {
      const builder = columnBuilder(column);
      builder.append(batch.data.children[order[j] as number]!);
      return builder.finish();
    });
    yield* toBatches({ schema, rows: batch.numRows, columns }, arrow, BATCH_ROWS);
  }
}
