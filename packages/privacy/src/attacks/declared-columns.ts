import { HeadwaterError, type ColumnRole } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import type { DeclaredColumns } from '../disclosure/anonymity-measures';

/** Places of the named columns; throws SPEC_COLUMN_UNKNOWN for a name that the table lacks. */
export function placesOf(frame: Frame, names: readonly string[]): number[] {
  return names.map((name) => {
    const place = frame.schema.columns.findIndex((column) => column.name === name);
    if (place >= 0) return place;
    throw new HeadwaterError('SPEC_COLUMN_UNKNOWN', `there is no column ${JSON.stringify(name)} to attack`, {
      hint: `The columns are ${frame.schema.columns.map((column) => JSON.stringify(column.name)).join(', ')}.`,
    });
  });
}

/** Quasi-identifiers and sensitive columns: those named, else those whose role says so. */
export function declaredColumns(
  frame: Frame,
  named: { quasiIdentifiers?: readonly string[]; sensitive?: readonly string[] },
): DeclaredColumns {
  const ofRole = (role: ColumnRole): number[] =>
    frame.schema.columns.flatMap((column, j) => (column.role === role ? [j] : []));
  const quasiIdentifiers =
    named.quasiIdentifiers === undefined ? ofRole('quasi-identifier') : placesOf(frame, named.quasiIdentifiers);
  if (named.sensitive !== undefined) return { quasiIdentifiers, sensitive: placesOf(frame, named.sensitive) };
  const sensitive = ofRole('sensitive');
  return { quasiIdentifiers, sensitive: sensitive.length > 0 ? sensitive : ofRole('target') };
}
