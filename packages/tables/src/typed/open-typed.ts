import type { RecordBatch } from 'apache-arrow';
import type { ColumnOverride, ColumnSchema, TableSchema } from '@headwater/contracts';
import { columnNames } from '../source/column-names';
import { columnSchema, overrideOf, problemError, requireSomeValue } from '../source/finish-schema';
import { gatheredBatches, gatheredFrames, type Pieces } from '../source/gathered';
import { columnsLike } from '../source/like';
import type { ReadWatch } from '../source/read-watch';
import type { Source } from '../source/source';
import { quoted, sourceError } from '../source-errors';
import { decideTyped } from './decide-typed';
import { fitTyped } from './fit-typed';
import { noRows } from './no-rows';
import { saysSynthetic } from './says-synthetic';
import { TypedEvidence } from './typed-evidence';
import { openTypedTable, type TypedFormat, type TypedTable } from './typed-table';

/** Schema and batches of a Parquet or Arrow file. */
export async function openTyped(
  path: string,
  format: TypedFormat,
  overrides: Record<string, ColumnOverride>,
  like: TableSchema | undefined,
  watch: ReadWatch,
): Promise<Source> {
  const table = await openTypedTable(path, format);
  const { names, warnings } = columnNames(
    path,
    table.schema.fields.map((field) => field.name),
  );
  if (names.length === 0)
    throw sourceError('SOURCE_NOT_TABULAR', { path }, 'the file has no columns', 'Check the export that wrote it.');
  const synthetic = saysSynthetic(table.schema.metadata);
  if (like !== undefined) {
    const order = columnsLike(path, names, like);
    const rows = await fitTyped(table, like, order, watch);
    return { schema: like, rows, warnings, dialect: { format }, synthetic, ...readers(table, like, rows, order) };
  }
  const { evidence, rows } = await gather(table, overrides, names, watch);
  requireSomeValue(
    path,
    evidence.some((e) => e.count > 0),
  );
  const columns = names.map((name, j): ColumnSchema => {
    const override = overrideOf(overrides, name);
    const found = decideTyped(evidence[j]!, override.type, rows);
    if ('code' in found) throw problemError({ path }, name, found);
    if (found.warning !== undefined) warnings.push(`column ${quoted(name)} ${found.warning}`);
    return columnSchema(name, found, override, evidence[j]!.count < rows);
  });
  const schema: TableSchema = { version: 1, columns };
  const order = names.map((_, j) => j);
  return { schema, rows, warnings, dialect: { format }, synthetic, ...readers(table, schema, rows, order) };
}

async function gather(
  table: TypedTable,
  overrides: Record<string, ColumnOverride>,
  names: readonly string[],
  watch: ReadWatch,
): Promise<{ evidence: TypedEvidence[]; rows: number }> {
  const evidence = table.schema.fields.map(
    (field, j) => new TypedEvidence(field, table.physicals[j]!, overrideOf(overrides, names[j] as string).type),
  );
  let rows = 0;
  for await (const batch of table.batches()) {
    batch.data.children.forEach((data, j) => evidence[j]!.add(data));
    rows += batch.numRows;
    watch('typing', rows, 0, 'rows');
  }
  if (rows === 0) throw noRows(table.path);
  return { evidence, rows };
}

function readers(
  table: TypedTable,
  schema: TableSchema,
  rows: number,
  order: readonly number[],
): Pick<Source, 'batches' | 'frames'> {
  const pieces: Pieces<RecordBatch> = {
    schema,
    rows,
    mark: '.',
    read: () => table.batches(),
    append: (builders, batch) => {
      builders.forEach((builder, j) => builder.append(batch.data.children[order[j] as number]!));
      return batch.numRows;
    },
  };
  return { batches: () => gatheredBatches(pieces), frames: () => gatheredFrames(pieces) };
}
