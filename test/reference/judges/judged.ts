import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ColumnSchema, LogicalType } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';

/** What is declared of each stored table. */
export interface JudgedTable {
  integer: string[];
  decimal: string[];
  target: string;
  positive: string;
  protected: string[];
  /** Few classes, and many. */
  quasiIdentifiers: string[][];
  sensitive: string[];
  guessed: string[];
}

/** One synthetic version of one table, with the real rows beside it. */
export interface Case {
  /** adult/copula … */
  name: string;
  table: string;
  declared: JudgedTable;
  train: Frame;
  holdout: Frame;
  synthetic: Frame;
}

export const TABLES = JSON.parse(readFileSync(join(__dirname, 'tables/tables.json'), 'utf8')) as Record<
  string,
  JudgedTable
>;
const VERSIONS = ['copula', 'ctgan', 'headwater'];
export const CASES = Object.keys(TABLES).flatMap((table) => VERSIONS.map((version) => `${table}/${version}`));

const frames = new Map<string, Frame>();

/** Reads a case by its name; tables are read once. */
export function readCase(name: string): Case {
  const [table = '', version = ''] = name.split('/');
  const declared = TABLES[table];
  if (declared === undefined) throw new Error(`there is no table ${table}`);
  const part = (which: string): Frame => {
    const key = `${table}/${which}`;
    const frame = frames.get(key) ?? readFrame(key, declared);
    frames.set(key, frame);
    return frame;
  };
  return { name, table, declared, train: part('train'), holdout: part('holdout'), synthetic: part(version) };
}

/** What the originals say of every case on one topic. */
export function readExpected<T>(topic: string): Record<string, T> {
  return JSON.parse(readFileSync(join(__dirname, 'expected', `${topic}.json`), 'utf8')) as Record<string, T>;
}

function readFrame(path: string, { integer, decimal }: JudgedTable): Frame {
  const text = gunzipSync(readFileSync(join(__dirname, 'tables', `${path}.csv.gz`))).toString('utf8');
  // No cell of these tables holds a comma, a quote or a line break.
  const [header = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const columns = header.map((name, j): Column => {
    const type = integer.includes(name) ? 'integer' : decimal.includes(name) ? 'decimal' : 'category';
    return columnOf(
      name,
      type,
      rows.map((row) => row[j] ?? ''),
    );
  });
  return { schema: { version: 1, columns: columns.map((c) => c.schema) }, rows: rows.length, columns };
}

/** A column of cells as they are written; an empty one is missing. */
export function columnOf(name: string, type: LogicalType, cells: readonly string[]): Column {
  const numeric = type === 'integer' || type === 'decimal';
  const physical = !numeric ? 'utf8' : type === 'integer' ? 'int64' : 'float64';
  const schema: ColumnSchema = { name, type, physical, role: 'feature', nullable: cells.includes(''), written: {} };
  if (numeric) {
    const valid = cells.includes('') ? Uint8Array.from(cells, (cell) => (cell === '' ? 0 : 1)) : null;
    return { kind: 'numeric', schema, values: Float64Array.from(cells, Number), valid };
  }
  const levels = [...new Set(cells)].filter((cell) => cell !== '');
  const codes = Int32Array.from(cells, (cell) => levels.indexOf(cell));
  return { kind: 'categorical', schema, codes, levels };
}

/** The first rows of a frame. */
export function firstRows(frame: Frame, rows: number): Frame {
  const most = Math.min(rows, frame.rows);
  const columns = frame.columns.map((column): Column =>
    column.kind === 'numeric'
      ? { ...column, values: column.values.slice(0, most), valid: column.valid?.slice(0, most) ?? null }
      : { ...column, codes: column.codes.slice(0, most) },
  );
  return { ...frame, rows: most, columns };
}

/** Our value of a measure beside that of its original. */
export interface Comparison {
  measure: string;
  original: string;
  /** Of which column, pair, side … */
  part: string;
  ours: number | null;
  theirs: number | null;
  /** How far they may differ, and why not 1e-9: the sampling that either does. */
  within: number;
}

export const EXACT = 1e-9;

/** Collects comparisons of one original. */
export class Comparisons {
  readonly all: Comparison[] = [];

  constructor(private readonly original: string) {}

  exact(measure: string, part: string, ours: number | null | undefined, theirs: number | null | undefined): void {
    this.within(EXACT, measure, part, ours, theirs);
  }

  within(
    limit: number,
    measure: string,
    part: string,
    ours: number | null | undefined,
    theirs: number | null | undefined,
  ): void {
    const { original } = this;
    this.all.push({ measure, original, part, ours: ours ?? null, theirs: theirs ?? null, within: limit });
  }
}

/** 0 where both have no value, Infinity where one has. */
export function distanceOf({ ours, theirs }: Comparison): number {
  if (ours === null || theirs === null) return ours === theirs ? 0 : Infinity;
  return Math.abs(ours - theirs);
}

/** Those that differ by more than they may. */
export function differing(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter((c) => !(distanceOf(c) <= c.within));
}
