import { isMissing, type Column, type Frame, type NumericColumn } from '@headwater/tables';
import { fitCategory, pooledCategory } from './category';
import { widthOf, type Cell, type ColumnCode, type DerivedCode } from './column-code';
import { equalTo, findEqualities } from './equalities';
import { fitNumeric, missingNumeric, type NumericCode } from './numeric';
import type { CodecOptions } from './options';
import { fitPattern } from './pattern';
import { chooseRefined } from './refinement';
import { findRelations } from './relations';
import { physicalRange } from './physical-range';

/** Share of distinct values from which a text stands for its row alone. */
const NEARLY_DISTINCT = 0.9;

/** A code for every column, in the frame's order. Values of `closed` columns are never made anew. */
export function fitColumns(frame: Frame, options: CodecOptions, closed: ReadonlySet<string> = new Set()): ColumnCode[] {
  const codes = frame.columns.map((column) =>
    fitAlone(column, frame.rows, { ...options, closed: closed.has(column.schema.name) }),
  );
  deriveRelated(frame, codes, options.minimumHolders);
  refitEqualities(frame, codes, options);
  return codes;
}

function fitAlone(column: Column, rows: number, options: CodecOptions & { closed: boolean }): ColumnCode {
  const name = column.schema.name;
  const { present, distinct } = countValues(column, rows);
  if (distinct.size === 0) return { kind: 'constant', name, value: null };
  if (distinct.size === 1 && present === rows) return { kind: 'constant', name, value: cellOf(column, 0) };
  if (!options.closed && standsForRow(column, distinct.size, present, options)) {
    const texts =
      column.kind === 'categorical' ? column.levels.filter((_, k) => distinct.has(k)) : [...distinct].map(String);
    const most = column.kind === 'numeric' ? physicalRange(column.schema.physical)[1] : Infinity;
    // A few repeats are an accident of the source; made values then repeat as rarely as chance has it.
    return {
      kind: 'pattern',
      name,
      pattern: fitPattern(texts, distinct.size === present, most),
      missing: present < rows,
    };
  }
  return column.kind === 'numeric' ? fitNumeric(column, options) : fitCategory(column, options, options.closed);
}

function countValues(column: Column, rows: number): { present: number; distinct: Set<number> } {
  const distinct = new Set<number>();
  let present = 0;
  for (let i = 0; i < rows; i++) {
    if (isMissing(column, i)) continue;
    present++;
    distinct.add(column.kind === 'numeric' ? (column.values[i] as number) : (column.codes[i] as number));
  }
  return { present, distinct };
}

function standsForRow(column: Column, distinct: number, present: number, options: CodecOptions): boolean {
  const { type, role } = column.schema;
  if (type === 'boolean') return false;
  if (type === 'identifier' || role === 'id') return true;
  return (
    column.kind === 'categorical' && distinct >= NEARLY_DISTINCT * present && present > 10 * options.minimumHolders
  );
}

/** The value of row `i` as codec.json holds it. */
export function cellOf(column: Column, i: number): Cell {
  if (isMissing(column, i)) return null;
  if (column.kind === 'categorical') return column.levels[column.codes[i] as number] as string;
  const value = column.values[i] as number;
  return Number.isFinite(value) ? value : String(value);
}

/** Replaces the codes of columns that another column determines. */
function deriveRelated(frame: Frame, codes: ColumnCode[], minimumHolders: number): void {
  const candidates = [...codes.keys()].filter((j) => ['category', 'numeric'].includes((codes[j] as ColumnCode).kind));
  const relations = findRelations(frame, candidates, (j) => decodesToItself(codes[j] as ColumnCode));
  for (const { dependent, determinant } of relations) {
    const derived = derive(frame, codes, dependent, determinant);
    if (derived !== null && allCommon(derived, frame.columns[dependent] as Column, minimumHolders))
      codes[dependent] = derived;
  }
}

/** Whether each code stands for one value of the training rows: only such a column can carry another's values. */
function decodesToItself(code: ColumnCode): boolean {
  if (code.kind === 'numeric') return code.bins.length === 0 && code.equals.length === 0 && code.atoms.length > 0;
  return code.kind === 'category' && code.levels.length > 0 && !code.pooled?.made;
}

/** null when some code of the determinant is seen in no row as itself, so that its value is not known. */
function derive(frame: Frame, codes: ColumnCode[], dependent: number, determinant: number): DerivedCode | null {
  const from = frame.columns[determinant] as Column;
  const to = frame.columns[dependent] as Column;
  const code = codes[determinant] as ColumnCode;
  const values: (Cell | undefined)[] = new Array<Cell | undefined>(widthOf(code)).fill(undefined);
  const at = exactCode(code, from);
  for (let i = 0; i < frame.rows; i++) {
    const c = at(i);
    if (c !== null && values[c] === undefined) values[c] = cellOf(to, i);
  }
  // The withheld pool is never drawn; it still needs an entry.
  const pool = code.kind === 'category' ? pooledCategory(code) : null;
  if (pool !== null) values[pool] = null;
  if (values.some((value) => value === undefined)) return null;
  return { kind: 'derived', name: to.schema.name, from: from.schema.name, values: values as Cell[] };
}

/**
 * Whether enough rows hold every value that would be stored: a code of the determinant that few rows have (a boolean's rare
 * word, missing) may bring a value that no others hold. As in `fitCategory`, a boolean's words are nobody's secret.
 */
function allCommon({ values }: DerivedCode, column: Column, minimumHolders: number): boolean {
  if (column.schema.type === 'boolean') return true;
  const holders = new Map<Cell, number>(values.map((value) => [value, 0]));
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  for (let i = 0; i < rows; i++) {
    const value = cellOf(column, i);
    const held = holders.get(value);
    if (held !== undefined) holders.set(value, held + 1);
  }
  return [...holders].every(([value, held]) => value === null || held >= minimumHolders);
}

/** Row to code, or null where the row's value is only coded as a near one. */
function exactCode(code: ColumnCode, column: Column): (i: number) => number | null {
  if (code.kind === 'category' && column.kind === 'categorical') {
    const index = new Map(code.levels.map((level, k) => [level, k]));
    const map = column.levels.map((level) => index.get(level) ?? null);
    return (i) => (isMissing(column, i) ? code.levels.length : (map[column.codes[i] as number] as number | null));
  }
  const numeric = code as NumericCode;
  const index = new Map<number, number>(numeric.atoms.map((x, k) => [x, k]));
  numeric.specials.forEach((special, k) => index.set(Number(special), numeric.atoms.length + k));
  return (i) =>
    isMissing(column, i) ? missingNumeric(numeric) : (index.get((column as NumericColumn).values[i] as number) ?? null);
}

function refitEqualities(frame: Frame, codes: ColumnCode[], options: CodecOptions): void {
  const numeric = new Map<number, NumericCode>();
  codes.forEach((code, j) => {
    if (code.kind === 'numeric') numeric.set(j, code);
  });
  for (const [j, references] of findEqualities(frame, numeric)) {
    const names = references.map((r) => (codes[r] as ColumnCode).name);
    const same = equalTo(frame, j, references, (codes[j] as NumericCode).atoms);
    codes[j] = fitNumeric(frame.columns[j] as NumericColumn, options, names, same);
  }
  const refitted = [...numeric.keys()].filter((j) => codes[j]?.kind === 'numeric');
  chooseRefined(
    refitted.map((j) => frame.columns[j] as NumericColumn),
    refitted.map((j) => codes[j] as NumericCode),
  );
}
