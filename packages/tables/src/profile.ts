import type { LogicalType } from '@headwater/contracts';
import type { CategoricalColumn, Column, Frame, NumericColumn } from './frame';
import { profileNumbers, type NumberProfile } from './profile-numbers';

/** Values that are listed by name. */
const TOP = 20;

interface ColumnProfileBase {
  name: string;
  type: LogicalType;
  /** Rows, and how many of them are missing. */
  count: number;
  missing: number;
  /** Different values, exact; missing is none. */
  distinct: number;
}

export interface NumericProfile extends ColumnProfileBase, NumberProfile {
  kind: 'numeric';
}

export interface CategoricalProfile extends ColumnProfileBase {
  kind: 'categorical';
  /** The most frequent values, at most 20; equal counts in order of first appearance. */
  top: { value: string; count: number }[];
  /** Share of the present values that are not among them. */
  restShare: number;
  /** Shortest, longest and mean length in UTF-16 units; null where every value is missing. */
  length: { min: number; max: number; mean: number } | null;
}

/** Texts and identifiers: no value of theirs leaves the data. */
export interface TextProfile extends ColumnProfileBase {
  kind: 'text';
  length: CategoricalProfile['length'];
}

export type ColumnProfile = NumericProfile | CategoricalProfile | TextProfile;

export interface TableProfile {
  version: 1;
  rows: number;
  columns: ColumnProfile[];
}

/** Summary of each column. Numbers of dates are days, of time stamps the unit of their storage, since 1970-01-01. */
export function profileFrame(frame: Frame): TableProfile {
  return { version: 1, rows: frame.rows, columns: frame.columns.map(profileColumn) };
}

function profileColumn(column: Column): ColumnProfile {
  return column.kind === 'numeric' ? profileNumeric(column) : profileCategorical(column);
}

function profileNumeric(column: NumericColumn): NumericProfile {
  const { values, valid, schema } = column;
  const present = valid === null ? values.slice() : values.filter((_, i) => valid[i] !== 0);
  return {
    kind: 'numeric',
    name: schema.name,
    type: schema.type,
    count: values.length,
    missing: values.length - present.length,
    ...profileNumbers(present),
  };
}

function profileCategorical(column: CategoricalColumn): CategoricalProfile | TextProfile {
  const { codes, levels, schema } = column;
  const counts = new Uint32Array(levels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code] = (counts[code] as number) + 1;
  }
  const present = codes.length - missing;
  const base = {
    name: schema.name,
    type: schema.type,
    count: codes.length,
    missing,
    distinct: counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
  };
  const length = lengths(levels, counts, present);
  if (schema.type === 'text' || schema.type === 'identifier') return { kind: 'text', ...base, length };
  const order = [...counts.keys()].filter((code) => (counts[code] as number) > 0);
  order.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const top = order.slice(0, TOP).map((code) => ({ value: levels[code] as string, count: counts[code] as number }));
  const listed = top.reduce((sum, { count }) => sum + count, 0);
  return { kind: 'categorical', ...base, top, restShare: present === 0 ? 0 : (present - listed) / present, length };
}

function lengths(levels: readonly string[], counts: Uint32Array, present: number): CategoricalProfile['length'] {
  if (present === 0) return null;
  let min = Infinity;
  let max = 0;
  let sum = 0;
  levels.forEach((level, code) => {
    const count = counts[code] as number;
    if (count === 0) return;
    min = Math.min(min, level.length);
    max = Math.max(max, level.length);
    sum += level.length * count;
  });
  return { min, max, mean: sum / present };
}
