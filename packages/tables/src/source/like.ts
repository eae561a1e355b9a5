import type { ColumnSchema, TableSchema } from '@headwater/contracts';
import { isNumericType } from '../frame';
import { Misfits } from '../infer/misfits';
import { counted, quoted, sourceError } from '../source-errors';
import type { DecimalMark } from '../text/scan-number';
import { fitsPhysical, numericReader } from '../text/text-reader';
import { problemError } from './finish-schema';
import type { ReadWatch } from './read-watch';
import type { TextTable } from './text-table';

/** For each column of the schema its place among `names`; SOURCE_SCHEMA_MISMATCH where the names differ. */
export function columnsLike(path: string, names: readonly string[], like: TableSchema): number[] {
  const places = new Map(names.map((name, j) => [name, j]));
  const wanted = new Set(like.columns.map((column) => column.name));
  const lacking = like.columns.filter((column) => !places.has(column.name)).map((column) => column.name);
  const surplus = names.filter((name) => !wanted.has(name));
  if (lacking.length + surplus.length > 0) {
    const parts = [
      lacking.length > 0 ? `lacks ${listed(lacking)}` : '',
      surplus.length > 0 ? `has ${listed(surplus)}, which the other file lacks` : '',
    ];
    throw sourceError(
      'SOURCE_SCHEMA_MISMATCH',
      { path, column: lacking[0] ?? (surplus[0] as string) },
      `the file ${parts.filter((part) => part !== '').join(' and ')}`,
      'Both files need columns of the same names; their order does not matter.',
    );
  }
  return like.columns.map((column) => places.get(column.name) as number);
}

/** Whether a text can be a value of the column: a number, time, boolean word, or any text for the rest. */
export function textFits(column: ColumnSchema, mark: DecimalMark): (text: string) => boolean {
  if (isNumericType(column.type)) {
    const read = numericReader(column, mark);
    return (text) => read(text) !== undefined;
  }
  const { trueText, falseText } = column.written;
  if (column.type === 'boolean') return (text) => text === trueText || text === falseText;
  return (text) => fitsPhysical(text, column.physical);
}

/**
 * The decimal mark under which every value fits the schema; SOURCE_SCHEMA_MISMATCH naming the column where none does.
 */
export async function fitTexts(
  table: TextTable,
  like: TableSchema,
  order: readonly number[],
  watch: ReadWatch,
): Promise<DecimalMark> {
  const tries = table.marks.map((mark) => ({
    mark,
    columns: like.columns.map((column) => ({ column, fits: textFits(column, mark), misfits: new Misfits() })),
  }));
  let row = 0;
  for await (const chunk of table.chunks()) {
    for (const { columns } of tries) {
      columns.forEach(({ fits, misfits }, j) => {
        const texts = chunk.columns[order[j] as number] ?? [];
        for (let i = 0; i < texts.length; i++) {
          const text = texts[i];
          if (text !== null && text !== undefined && !fits(text)) misfits.add(row + i);
        }
      });
    }
    row += chunk.rows;
    watch('typing', row, table.rows, 'rows');
  }
  const good = tries.find(({ columns }) => columns.every(({ misfits }) => misfits.count === 0));
  if (good !== undefined) return good.mark;
  const { column, misfits } = tries[0]!.columns.find((c) => c.misfits.count > 0)!;
  throw problemError(await table.placeOf(misfits.firstRow), column.name, {
    code: 'SOURCE_SCHEMA_MISMATCH',
    problem: `is ${column.type} in the other file; here ${counted(misfits.count, 'value')} cannot be that`,
    hint: 'Mend the values, or declare a type for the column under schema.columns that both files fit.',
    misfits,
  });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(quoted).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
