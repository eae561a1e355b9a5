import { HeadwaterError } from '@headwater/contracts';
import type { Path } from './locate';
import type { SpecDocument } from './read-document';

/** Chain files are shallow; what is deeper is a mistake, an alias that contains itself above all. */
const MAX_DEPTH = 40;

/** The document as plain values. Aliases may repeat things, but not multiply them without bound. Thrown: SPEC_SYNTAX. */
export function plainValue({ document, file }: SpecDocument): Record<string, unknown> {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw new HeadwaterError('SPEC_SYNTAX', message, {
      where: file,
      hint: 'Write the repeated parts out instead of using anchors.',
      cause: error,
    });
  }
  if (depthOf(value, 0) > MAX_DEPTH) {
    throw new HeadwaterError('SPEC_SYNTAX', `${file} is nested more than ${MAX_DEPTH} levels deep`, { where: file });
  }
  return value as Record<string, unknown>;
}

function depthOf(value: unknown, depth: number): number {
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH) return depth;
  return Math.max(depth, ...Object.values(value).map((v) => depthOf(v, depth + 1)));
}

/** Paths of numbers that JSON cannot hold: the spec is stored as JSON and hashed. */
export function nonFinitePaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, v]) => nonFinitePaths(v, [...path, key]));
}
