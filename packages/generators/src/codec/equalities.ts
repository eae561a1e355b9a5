import type { Frame, NumericColumn } from '@headwater/tables';
import type { NumericCode } from './numeric';

/** A level is spent on "equals that other column" when at least this share of rows does ... */
const LEAST_SHARE = 0.02;
/** ... and at least this many times as often as unrelated columns would by chance. */
const OVER_CHANCE = 5;
const MOST_REFERENCES = 2;
/** Beyond so many columns the pairs are too many to look at. */
const MOST_COLUMNS = 300;

interface Candidate {
  column: number;
  reference: number;
  share: number;
}

/**
 * For each numeric column (by position) the columns whose value it often repeats exactly: a payment that equals the
 * bill. Rows where the value is an atom do not count: both being zero is no equality worth a level. References form
 * no cycle, so values can be decoded in some order.
 */
export function findEqualities(frame: Frame, codes: ReadonlyMap<number, NumericCode>): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const columns = [...codes].filter(([, code]) => code.bins.length > 0);
  if (columns.length > MOST_COLUMNS) return found;
  const candidates: Candidate[] = [];
  for (const [a, codeA] of columns) {
    for (const [b, codeB] of columns) {
      if (a >= b || frame.columns[a]!.schema.type !== frame.columns[b]!.schema.type) continue;
      const candidate = compare(frame, [a, codeA], [b, codeB]);
      if (candidate !== null) candidates.push(candidate);
    }
  }
  candidates.sort((x, y) => y.share - x.share || x.column - y.column || x.reference - y.reference);
  for (const { column, reference } of candidates) {
    const references = found.get(column) ?? [];
    if (references.length < MOST_REFERENCES && !reaches(found, reference, column))
      found.set(column, [...references, reference]);
  }
  return found;
}

function compare(frame: Frame, [a, codeA]: [number, NumericCode], [b, codeB]: [number, NumericCode]): Candidate | null {
  const x = frame.columns[a] as NumericColumn;
  const y = frame.columns[b] as NumericColumn;
  let equal = 0;
  const tried = Math.min(frame.rows, 1000);
  for (let i = 0; i < frame.rows; i++) {
    if (i === tried && equal < (tried * LEAST_SHARE) / 4) return null;
    if (x.values[i] === y.values[i] && present(x, i) && present(y, i)) equal++;
  }
  if (equal < LEAST_SHARE * frame.rows) return null;
  const atomsA = new Set(codeA.atoms);
  const atomsB = new Set(codeB.atoms);
  const freeA = countFree(x, atomsA);
  const freeB = countFree(y, atomsB);
  let equalA = 0;
  let equalB = 0;
  let neither = 0;
  for (let i = 0; i < frame.rows; i++) {
    if (x.values[i] !== y.values[i] || !present(x, i) || !present(y, i)) continue;
    if (!atomsA.has(x.values[i] as number)) equalA++;
    if (!atomsB.has(y.values[i] as number)) equalB++;
    if (!atomsA.has(x.values[i] as number) && !atomsB.has(y.values[i] as number)) neither++;
  }
  if (Math.max(equalA, equalB) < LEAST_SHARE * frame.rows) return null;
  if (neither < OVER_CHANCE * chanceOfEqual(x, y, (value) => atomsA.has(value) || atomsB.has(value)) * frame.rows)
    return null;
  // The level goes where it says most: to the column of whose other rows it takes the larger part.
  const aIsColumn = equalA / Math.max(1, freeA) >= equalB / Math.max(1, freeB);
  const share = (aIsColumn ? equalA : equalB) / frame.rows;
  return aIsColumn ? { column: a, reference: b, share } : { column: b, reference: a, share };
}

const present = (column: NumericColumn, i: number) => column.valid === null || column.valid[i] === 1;

function countFree(column: NumericColumn, atoms: ReadonlySet<number>): number {
  let free = 0;
  for (let i = 0; i < column.values.length; i++)
    if (present(column, i) && !atoms.has(column.values[i] as number)) free++;
  return free;
}

/** Probability that a value of one and a value of the other, drawn apart, are equal and not `skipped`. */
function chanceOfEqual(x: NumericColumn, y: NumericColumn, skipped: (value: number) => boolean): number {
  const counts = new Map<number, number>();
  for (const value of x.values) if (!skipped(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  let sum = 0;
  for (const value of y.values) sum += counts.get(value) ?? 0;
  return sum / x.values.length / y.values.length;
}

function reaches(edges: ReadonlyMap<number, number[]>, from: number, to: number): boolean {
  return from === to || (edges.get(from) ?? []).some((next) => reaches(edges, next, to));
}

/** Per row the index of the first reference the value equals (-1 for none); atoms stay atoms. */
export function equalTo(
  frame: Frame,
  column: number,
  references: readonly number[],
  atoms: readonly number[],
): Int8Array {
  const own = frame.columns[column] as NumericColumn;
  const others = references.map((r) => frame.columns[r] as NumericColumn);
  const isAtom = new Set(atoms);
  return Int8Array.from({ length: frame.rows }, (_, i) => {
    if (!present(own, i) || isAtom.has(own.values[i] as number)) return -1;
    return others.findIndex((other) => present(other, i) && other.values[i] === own.values[i]);
  });
}
