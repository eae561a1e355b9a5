import type { ColumnOverride, ColumnSchema, LogicalType, TableSchema } from '@headwater/contracts';
import type { TextChunk } from '../duckdb/query';
import { decideText, type Finding } from '../infer/decide';
import { areIntegerKeys } from '../infer/integer-keys';
import { TextEvidence } from '../infer/text-evidence';
import { quoted } from '../source-errors';
import type { DecimalMark } from '../text/scan-number';
import { pickDecimalMark } from './decimal-mark';
import { columnSchema, overrideOf, problemError, requireSomeValue } from './finish-schema';
import { gatheredBatches, gatheredFrames, type Pieces } from './gathered';
import { columnsLike, fitTexts } from './like';
import type { ReadWatch } from './read-watch';
import type { Source } from './source';
import type { TextTable } from './text-table';

/** Schema and batches of a table of texts. */
export async function openText(
  table: TextTable,
  overrides: Record<string, ColumnOverride>,
  like: TableSchema | undefined,
  watch: ReadWatch,
): Promise<Source> {
  if (like !== undefined) {
    const order = columnsLike(table.path, table.names, like);
    const mark = await fitTexts(table, like, order, watch);
    return sourceOf(table, like, order, mark);
  }
  const declared = table.names.map((name) => overrideOf(overrides, name).type);
  const evidence = await gather(table, declared, watch);
  const { mark, warning } = pickDecimalMark(table.marks, evidence);
  if (warning !== null) table.warnings.push(warning);
  requireSomeValue(
    table.path,
    evidence.some((e) => e.count > 0),
  );
  const columns: ColumnSchema[] = [];
  for (const [j, name] of table.names.entries()) {
    const finding = await decide(table, j, evidence[j]!, mark);
    if (finding.warning !== undefined) table.warnings.push(`column ${quoted(name)} ${finding.warning}`);
    columns.push(columnSchema(name, finding, overrideOf(overrides, name), evidence[j]!.count < table.rows));
  }
  const order = table.names.map((_, j) => j);
  return sourceOf(table, { version: 1, columns }, order, mark);
}

async function gather(
  table: TextTable,
  declared: readonly (LogicalType | undefined)[],
  watch: ReadWatch,
): Promise<TextEvidence[]> {
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
    watch('typing', row, table.rows, 'rows');
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
  const keys =
    evidence.declared === undefined &&
    found.type === 'integer' &&
    areIntegerKeys(name, evidence.run, table.rows - evidence.count);
  return keys ? { ...found, type: 'identifier', written: {} } : found;
}

/** `order[j]` is the place in the file of the schema's column j. */
function sourceOf(table: TextTable, schema: TableSchema, order: readonly number[], mark: DecimalMark): Source {
  const { rows, warnings } = table;
  const pieces: Pieces<TextChunk> = {
    schema,
    rows,
    mark,
    read: () => table.chunks(),
    append: (builders, chunk) => {
      builders.forEach((builder, j) => builder.appendTexts(chunk.columns[order[j] as number]!));
      return chunk.rows;
    },
  };
  return {
    schema,
    rows,
    warnings,
    dialect: { ...table.dialect, decimal: mark },
    batches: () => gatheredBatches(pieces),
    frames: () => gatheredFrames(pieces),
  };
}
