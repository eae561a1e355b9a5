import type { Findings } from '../findings';
import type { JsonSchema } from '../schema/json-schema';
import type { Path } from '../yaml/locate';
import { nonFinitePaths } from '../yaml/plain-value';
import { pathText } from './wording';

/**
 * What the JSON Schema cannot see: whole numbers written as `1e3` or `10.0` (a seed and a row count are read by people
 * and other tools, and compared as text), and NaN and infinities in free-form parts.
 */
export function checkNumbers(value: unknown, schema: JsonSchema, findings: Findings): void {
  for (const path of integerPaths(schema, [])) {
    const written = findings.writtenAs(path);
    if (written !== undefined && /^[-+]?(\d*\.\d*|\d+)([eE][-+]?\d+)?$/.test(written) && /[.eE]/.test(written)) {
      findings.problem(path, `\`${pathText(path)}\` must be written in digits alone, got ${written}`, {
        hint: digits(written),
      });
    }
  }
  for (const path of nonFinitePaths(value)) {
    findings.problem(path, `\`${pathText(path)}\` must be a finite number`);
  }
}

function digits(written: string): string {
  return Number.isSafeInteger(Number(written)) ? `Write ${Number(written)}.` : 'Write a whole number.';
}

function integerPaths(schema: JsonSchema, path: Path): Path[] {
  if ([schema.type].flat().includes('integer')) return [path];
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => integerPaths(inner, [...path, key]));
}
