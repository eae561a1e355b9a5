import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  isHeadwaterError,
  type ColumnOverride,
  type CsvOptions,
  type ErrorCode,
  type SourceFormat,
  type TableSchema,
} from '@headwater/contracts';
import { frameFromBatches, openSource, type Column, type Frame, type Source } from '../src';

/** Stands in bad files for a cell of real data: no error may quote it. */
export const SECRET = 'S3cretCell';

const folder = mkdtempSync(join(tmpdir(), 'headwater-tables-test-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function tempPath(name: string): string {
  return join(folder, `${files++}-${name}`);
}

export function tempFile(name: string, content: string | Uint8Array): string {
  const path = tempPath(name);
  writeFileSync(path, content);
  return path;
}

interface Opening {
  options?: CsvOptions;
  overrides?: Record<string, ColumnOverride>;
  format?: SourceFormat;
  like?: TableSchema;
}

export function open(path: string, { options = {}, overrides = {}, format, like }: Opening = {}): Promise<Source> {
  return openSource({ path, options, ...(format && { format }) }, overrides, like);
}

export async function readFrame(path: string, opening: Opening = {}): Promise<Frame> {
  const source = await open(path, opening);
  const frame = await frameFromBatches(source.schema, source.batches());
  expect(frame.rows).toBe(source.rows);
  return frame;
}

/** A column as plain values; null is missing, and no zero is negative. */
export function valuesOf(column: Column | undefined): (string | number | null)[] {
  if (column === undefined) throw new RangeError('no such column');
  if (column.kind === 'categorical')
    return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]!));
  return Array.from(column.values, (value, i) => (column.valid?.[i] === 0 ? null : value === 0 ? 0 : value));
}

/** `toEqual` for many thousand values: it alone takes seconds over them, and is left to tell where they differ. */
export function expectSame(found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted);
}

/** Opens and expects a refusal: its code, that it names the file, and that no cell is quoted, not even in a cause. */
export async function refusal(
  path: string,
  code: ErrorCode,
  opening: Opening = {},
): Promise<{ message: string; hint: string; where: string }> {
  const error: unknown = await open(path, opening).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isHeadwaterError(error)) throw new Error(`expected ${code}, got ${String(error)}`);
  expect(error.code).toBe(code);
  expect(error.message).toContain(path);
  expect(error.hint).toBeTruthy();
  const told = [error.message, error.hint, error.where, String(error.cause)].join('\n');
  expect(told).not.toContain(SECRET);
  return { message: error.message, hint: error.hint ?? '', where: error.where ?? '' };
}

export function types(frame: Frame): Record<string, string> {
  return Object.fromEntries(frame.schema.columns.map((column) => [column.name, column.type]));
}
