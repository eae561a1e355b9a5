import type { RecordBatch } from 'apache-arrow';
import type { ColumnOverride, ColumnSchema, LogicalType, TableSchema } from '@headwater/contracts';
import { columnBuilder } from '../arrow/column-builder';
import { toBatches } from '../arrow/frame-to-batches';
import { arrowSchemaOf } from '../arrow/types';
import { decideText, type Finding } from '../infer/decide';
import { areIntegerKeys } from '../infer/integer-keys';
import { TextEvidence } from '../infer/text-evidence';
import { quoted } from '../source-errors';
import type { DecimalMark } from '../text/scan-number';
import { pickDecimalMark } from './decimal-mark';
import { columnSchema, overrideOf, problemError, requireSomeValue } from './finish-schema';
import { columnsLike, fitTexts } from './like';
import type { Source } from './source';
import type { TextTable } from './text-table';

/** Cells in a batch: some 20,000 rows of a table of 15 columns, some hundreds of one of thousands. */
const BATCH_CELLS = 1 << 19;
const MOST_BATCH_ROWS = 32_768;

/** Schema and batches of a table of texts. */
export async function openText(table: TextTable, overrides: Record<string, ColumnOverride>, like?: TableSchema): Promise<Source> {
  if (like !== undefined) {
    const order = columnsLike(table.path, table.names, like);
    const mark = await fitTexts(table, like, order);
    return sourceOf(table, like, order, mark);
  }
  const declared = table.names.map((name) => overrideOf(overrides, name).type);
  const evidence = await gather(table, declared);
  const { mark, warning } = pickDecimalMark(table.marks, evidence);
  if (warning !== null) table.warnings.push(warning);
  requireSomeValue(table.path, evidence.some((e) => e.count > 0));
  const columns: ColumnSchema[] = [];
  for (const [j, name] of table.names.entries()) {
    const finding = await decide(table, j, evidence[j]!, mark);
    if (finding.warning !== undefined) table.warnings.push(`column ${quoted(name)} ${finding.warning}`);
    columns.push(columnSchema(name, finding, overrideOf(overrides, name), evidence[j]!.count < table.rows));
  }
  const order = table.names.map((_, j) => j);
  return sourceOf(table, { version: 1, columns }, order, mark);
}

async function gather(table: TextTable, declared: readonly (LogicalType | undefined)[]): Promise<TextEvidence[]> {
  const evidence = table.names.map((_, j) => new TextEvidence(table.marks, declared[j]));
  let row = 0;
  for await (const chunk of table.chunks()) {
    chunk.columns.forEach((texts, j) => {
      const one = evidence[j]!;
      for (let i = 0; i < texts.length; i++) {
        const text = texts[i];
        if (text !== null && text !== undefined) one.add(text, row + i);
      }
    });
    row += chunk.rows;
  }
  return evidence;
}

async function decide(table: TextTable, j: number, evidence: TextEvidence, mark: DecimalMark): Promise<Finding> {
  const name = table.names[j] as string;
  const found = decideText(evidence, mark, evidence.declared !== undefined || table.numbersAllowed(j));
  if ('code' in found) {
    const place = found.misfits === undefined ? { path: table.path } : await table.placeOf(found.misfits.firstRow);
    throw problemError(place, name, found);
  }
  const keys = evidence.declared === undefined && found.type === 'integer' && areIntegerKeys(name, evidence.run, table.rows - evidence.count);
  return keys ? { ...found, type: 'identifier', written: {} } : found;
}

/** `order[j]` is the place in the file of the schema's column j. */
function sourceOf(table: TextTable, schema: TableSchema, order: readonly number[], mark: DecimalMark): Source {
  const { rows, warnings } = table;
  return { schema, rows, warnings, dialect: { ...table.dialect, decimal: mark }, batches: () => batches(table, schema, order, mark) };
}

async function* batches(table: TextTable, schema: TableSchema, order: readonly number[], mark: DecimalMark): AsyncGenerator<RecordBatch> {
  const arrow = arrowSchemaOf(schema, false);
  const start = () => schema.columns.map((column) => columnBuilder(column, mark));
  const batchRows = Math.min(MOST_BATCH_ROWS, Math.ceil(BATCH_CELLS / schema.columns.length));
  let builders = start();
  let rows = 0;
  const flush = function* (): Generator<RecordBatch> {
    const frame = { schema, rows, columns: builders.map((builder) => builder.finish()) };
    yield* toBatches(frame, arrow, rows);
    builders = start();
    rows = 0;
  };
  for await (const chunk of table.chunks()) {
    builders.forEach((builder, j) => builder.appendTexts(chunk.columns[order[j] as number]!));
    rows += chunk.rows;
    if (rows >= batchRows) yield* flush();
  }
  if (rows > 0) yield* flush();
}
