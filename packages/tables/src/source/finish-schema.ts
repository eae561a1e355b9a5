import type { ColumnOverride, ColumnSchema } from '@headwater/contracts';
import type { Finding, Problem } from '../infer/decide';
import { quoted, sourceError, type Place } from '../source-errors';

/** The override of that column; a column may be called `__proto__`. */
export function overrideOf(overrides: Record<string, ColumnOverride>, name: string): ColumnOverride {
  return Object.hasOwn(overrides, name) ? (overrides[name] ?? {}) : {};
}

export function columnSchema(
  name: string,
  finding: Finding,
  override: ColumnOverride,
  nullable: boolean,
): ColumnSchema {
  const { type, physical, written } = finding;
  return { name, type, physical, role: override.role ?? (type === 'identifier' ? 'id' : 'feature'), nullable, written };
}

/** The coded error for a column that cannot be what it must. */
export function problemError(place: Place, name: string, { code, problem, hint, misfits }: Problem): Error {
  const first = misfits === undefined || place.line === undefined ? '' : `, the first in line ${place.line}`;
  return sourceError(code, { ...place, column: name }, `column ${quoted(name)} ${problem}${first}`, hint);
}

export function requireSomeValue(path: string, some: boolean): void {
  if (some) return;
  throw sourceError(
    'SOURCE_ALL_MISSING',
    { path },
    'every value of the table is missing',
    'Check the export, and source.options.nullValues.',
  );
}
