import { HeadwaterError } from '@headwater/contracts';
import { columnOf, isMissing, type Column, type Frame } from '@headwater/tables';
import { missingCode, type ColumnCode } from '../codec/column-code';
import type { TableCodec } from '../codec/table-codec';

/** Throws SOURCE_SCHEMA_MISMATCH when rows do not have the columns the model was trained on. */
export function requireSameColumns(codec: TableCodec, frame: Frame): void {
  const wanted = codec.outerSchema.columns;
  wanted.forEach((column, j) => {
    const found = frame.schema.columns[j];
    if (found?.name === column.name && found.type === column.type) return;
    throw new HeadwaterError(
      'SOURCE_SCHEMA_MISMATCH',
      `column ${j + 1} is ${found === undefined ? 'missing' : `${found.name} (${found.type})`} where the model has ${column.name} (${column.type})`,
      { where: column.name, hint: 'Give rows with the columns of the training table, in their order.' },
    );
  });
  if (frame.schema.columns.length > wanted.length)
    throw new HeadwaterError(
      'SOURCE_SCHEMA_MISMATCH',
      `there are ${frame.schema.columns.length} columns where the model has ${wanted.length}`,
      { hint: 'Leave the other columns out.' },
    );
}

/**
 * Codes of rows that exist, one array a modelled column: -1 where a cell it is made from is missing and its column is
 * among `open`, or where the model has no code for it.
 * Throws CONDITION_INVALID where columns that are modelled as one are filled in part.
 */
export function givenCodes(codec: TableCodec, frame: Frame, open: readonly string[]): Int32Array[] {
  const inner = codec.inner(frame);
  const all = codec.encodeInner(inner);
  const width = codec.modelled.length;
  const lineage = codec.lineage();
  return codec.modelled.map(({ column, name }, k) => {
    const known = isKnown(codec.columnCode(name), inner.columns[column] as Column);
    const from = (lineage.get(name) ?? [])
      .filter((outer) => open.includes(outer))
      .map((outer) => columnOf(frame, outer));
    return Int32Array.from({ length: frame.rows }, (_, i) => {
      const lacking = from.filter((cells) => isMissing(cells, i)).length;
      if (lacking > 0 && lacking < from.length)
        throw filledInPart(
          from.map(({ schema }) => schema.name),
          i,
        );
      return lacking > 0 || !known(i) ? -1 : (all[i * width + k] as number);
    });
  });
}

function filledInPart(names: readonly string[], row: number): HeadwaterError {
  return new HeadwaterError(
    'CONDITION_INVALID',
    `row ${row + 1} lacks some of ${names.join(', ')}, which the model draws together`,
    { where: names[0] as string, hint: 'Give all of them or none in each row.' },
  );
}

/** Whether the model has a code for the cell of a row. */
function isKnown(code: ColumnCode, column: Column): (row: number) => boolean {
  const missing = missingCode(code) !== null;
  if (code.kind !== 'category' || column.kind !== 'categorical') return (i) => missing || !isMissing(column, i);
  const levels = new Set(code.levels);
  const known = column.levels.map((level) => code.pooled !== null || levels.has(level));
  return (i) => (isMissing(column, i) ? missing : (known[column.codes[i] as number] as boolean));
}
