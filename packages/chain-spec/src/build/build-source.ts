import { resolve } from 'node:path';
import type { SourceSpec } from '@headwater/contracts';
import type { WrittenSource } from '../written-spec';

/** A scheme has two letters or more: `c:\data.csv` is a Windows path. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]+:/;

/** A path made absolute from the chain file's folder; a URI as it is. */
export function resolveLocation(baseDir: string, location: string): string {
  return URI.test(location) ? location : resolve(baseDir, location);
}

export function buildSource(written: WrittenSource, baseDir: string): SourceSpec {
  const { path, format, options = {} } = typeof written === 'string' ? { path: written } : written;
  return { path: resolveLocation(baseDir, path), ...(format === undefined ? {} : { format }), options };
}
