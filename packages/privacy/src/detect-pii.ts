import type { PiiFinding } from '@headwater/contracts';
import { isMissing, type Column, type Frame } from '@headwater/tables';
import { speaksOf } from './pii/column-words';
import { CONTENT_KINDS, type ContentKind } from './pii/kinds';
import { NAME_ONLY_KINDS } from './pii/name-only-kinds';

/** A column's different values as written, and how many rows hold each. */
type Values = Map<string, number>;

/**
 * Kinds of personal data the table seems to hold: by the form of values (e-mail, phone, IBAN, payment card, US social
 * security number, IP address, UUID, street address), by the column's name (person_name, date_of_birth), or both.
 * Returns counts and shares of the rows with a value, never a value. It is a search for the likely, not a proof of absence.
 */
export function detectPii(frame: Frame): PiiFinding[] {
  return frame.columns.flatMap((column) => {
    const values = countValues(column);
    const present = [...values.values()].reduce((sum, rows) => sum + rows, 0);
    if (present === 0) return [];
    const found = [...byContent(column, values, present), ...byName(column, values)];
    return found.map(({ kind, matches }) => ({ column: column.schema.name, kind, matches, share: matches / present }));
  });
}

interface Found {
  kind: string;
  matches: number;
}

function byContent(column: Column, values: Values, present: number): Found[] {
  if (column.schema.type === 'boolean') return [];
  return CONTENT_KINDS.flatMap((kind) => {
    const named = speaksOf(column.schema.name, kind.names);
    // Numbers are not written with the signs that tell kinds apart: they count under a telling name only.
    if (column.kind === 'numeric' && (!named || column.schema.type !== 'integer')) return [];
    let matches = 0;
    for (const [value, rows] of values)
      if (holds(kind, value, { named, text: column.schema.type === 'text' })) matches += rows;
    const least = named || column.schema.type === 'text' ? 0 : kind.leastShare;
    return matches > 0 && matches / present >= least ? [{ kind: kind.kind, matches }] : [];
  });
}

/** Whether the whole value is of the kind or, in running text, a part of it. */
function holds(kind: ContentKind, value: string, column: { named: boolean; text: boolean }): boolean {
  const whole = value.trim();
  if (column.named && kind.isMatchIfNamed?.(whole)) return true;
  for (const [candidate] of whole.matchAll(kind.candidates)) {
    if ((column.text || candidate === whole) && kind.isMatch(candidate)) return true;
  }
  return false;
}

function byName(column: Column, values: Values): Found[] {
  const { name, type } = column.schema;
  return NAME_ONLY_KINDS.flatMap(({ kind, names, types, couldBe }) => {
    if (!types.includes(type) || !speaksOf(name, names)) return [];
    let matches = 0;
    for (const [value, rows] of values) if (couldBe(value)) matches += rows;
    return matches > 0 ? [{ kind, matches }] : [];
  });
}

function countValues(column: Column): Values {
  const values: Values = new Map();
  const count = (value: string): unknown => values.set(value, (values.get(value) ?? 0) + 1);
  if (column.kind === 'numeric') {
    column.values.forEach((value, i) => !isMissing(column, i) && count(String(value)));
    return values;
  }
  const rows = new Uint32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) rows[code] = (rows[code] as number) + 1;
  for (const [i, level] of column.levels.entries()) if (rows[i] !== 0) values.set(level, rows[i] as number);
  return values;
}
