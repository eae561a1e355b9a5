import type { JsonSchema } from '../schema/json-schema';

/**
 * A section whose keys are all commented out reads as null. It means "nothing said here", so it is dropped before
 * validation; a null where the schema knows null is left alone.
 */
export function dropEmptySections(value: Record<string, unknown>, schema: JsonSchema): Record<string, unknown> {
  const kept = Object.entries(value).flatMap(([key, v]): [string, unknown][] => {
    const section = schema.properties?.[key];
    if (section === undefined || !isSection(section)) return [[key, v]];
    if (v === null) return Array.isArray(section.type) ? [[key, v]] : [];
    return [[key, isMapping(v) ? dropEmptySections(v, section) : v]];
  });
  return Object.fromEntries(kept);
}

function isSection(schema: JsonSchema): boolean {
  return [schema.type].flat().some((type) => type === 'object' || type === 'array');
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
