import { HeadwaterError } from '@headwater/contracts';
import type { ComparedColumn } from './compared-columns';

/** As many names are listed in an error. */
const MOST_NAMES = 30;

/**
 * The column of that name; `purpose` ends the sentence "there is no column X …", `where` is the setting it comes from.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN
 */
export function requireColumn(
  columns: readonly ComparedColumn[],
  name: string,
  { where, purpose }: { where: string; purpose: string },
): ComparedColumn {
  const column = columns.find((c) => c.schema.name === name);
  if (column !== undefined) return column;
  const names = columns.slice(0, MOST_NAMES).map((c) => c.schema.name);
  const more = columns.length > names.length ? ', …' : '';
  throw new HeadwaterError('SPEC_COLUMN_UNKNOWN', `there is no column ${JSON.stringify(name)} ${purpose}`, {
    hint: `Name one of the table's columns: ${names.join(', ')}${more}.`,
    where,
  });
}
