import type { Column, NumericColumn } from '@headwater/tables';
import { categoryWidth, encodeCategory, missingCategory, pooledCategory, type CategoryCode } from './category';
import { firstEqual, missingNumeric, numericEncoder, numericWidth, type NumericCode } from './numeric';
import type { Pattern } from './pattern';
import { partEncoder } from './refinement';

/** A value as JSON holds it: null is missing; a numeric column's NaN and infinities are their names. */
export type Cell = string | number | null;

/** One value in every training row (or all missing): nothing to model. */
export interface ConstantCode {
  kind: 'constant';
  name: string;
  value: Cell;
}

/** Identifiers and texts with nearly all distinct values. Only whether a value is missing is modelled: codes present, missing. */
export interface PatternCode {
  kind: 'pattern';
  name: string;
  pattern: Pattern;
  missing: boolean;
}

/** Determined by another column: `values[c]` belongs to that column's code c. */
export interface DerivedCode {
  kind: 'derived';
  name: string;
  from: string;
  values: Cell[];
}

/** How one column is coded: plain data, stored as it is in codec.json. */
export type ColumnCode = CategoryCode | NumericCode | ConstantCode | PatternCode | DerivedCode;

/** Number of codes of a column. One or none: the network has nothing to learn about it. */
export function widthOf(code: ColumnCode): number {
  if (code.kind === 'category') return categoryWidth(code);
  if (code.kind === 'numeric') return numericWidth(code);
  return code.kind === 'pattern' && code.missing ? 2 : 1;
}

export function missingCode(code: ColumnCode): number | null {
  if (code.kind === 'category') return missingCategory(code);
  if (code.kind === 'numeric') return missingNumeric(code);
  return code.kind === 'pattern' && code.missing ? 1 : null;
}

/** Codes that training rows have and generated rows must not: the pool of rare values where no value is made for it. */
export function withheldCode(code: ColumnCode): number | null {
  return code.kind === 'category' && code.pooled !== null && code.pooled.made === null ? pooledCategory(code) : null;
}

/** One code a row. `referenced` gives the columns that a numeric code's `equals` names. */
export function encodeColumn(code: ColumnCode, column: Column, referenced: (name: string) => Column): Int32Array {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  if (code.kind === 'category' && column.kind === 'categorical') return encodeCategory(code, column);
  if (code.kind === 'pattern') return Int32Array.from({ length: rows }, (_, i) => (absent(column, i) ? 1 : 0));
  if (code.kind !== 'numeric' || column.kind !== 'numeric') return new Int32Array(rows);
  const encode = numericEncoder(code);
  const missing = missingNumeric(code) ?? 0;
  const others = code.equals.map(referenced);
  return Int32Array.from({ length: rows }, (_, i) => {
    if (absent(column, i)) return missing;
    const value = column.values[i] as number;
    const at = encode(value) ?? missing;
    if (at < code.atoms.length || !Number.isFinite(value)) return at;
    const same = others.findIndex((o) => o.kind === 'numeric' && !absent(o, i) && o.values[i] === value);
    return same < 0 ? at : firstEqual(code) + same;
  });
}

/** Parts of the bins of a column that is modelled on two levels; 0 for others. */
export function partsOf(code: ColumnCode): number {
  return code.kind === 'numeric' ? (code.parts ?? 0) : 0;
}

/** The part of its bin that each row's value lies in, given the rows' codes; `parts` where it lies in none. */
export function encodeParts(code: NumericCode, column: NumericColumn, codes: Int32Array): Int32Array {
  const part = partEncoder(code);
  return codes.map((at, i) => part(at, column.values[i] as number));
}

function absent(column: Column, i: number): boolean {
  return column.kind === 'numeric' ? column.valid !== null && column.valid[i] === 0 : (column.codes[i] as number) < 0;
}
