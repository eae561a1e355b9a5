import type { ColumnSchema } from '@headwater/contracts';
import { type RandomStream } from '@headwater/random';
import type { NumericColumn } from '@headwater/tables';
import { fitBins } from './fit-bins';
import { findGrid, snap, spacing, type Grid } from './grid';
import type { CodecOptions } from './options';
import { cumulativeRows, drawFromBin, quantileOfBin, type Bin } from './quantile-bins';
import { lowerBound, nearestIndex } from './sorted-values';

export type Special = 'NaN' | 'Infinity' | '-Infinity';
const SPECIALS: readonly Special[] = ['NaN', 'Infinity', '-Infinity'];

/**
 * A numeric, date or time stamp column. Codes, in this order: atoms (values with a level of their own), bins, special
 * values, "equals that other column", missing.
 */
export interface NumericCode {
  kind: 'numeric';
  name: string;
  grid: Grid;
  /** Ascending; each held by at least `minimumHolders` training rows. */
  atoms: number[];
  bins: Bin[];
  specials: Special[];
  /** Names of columns whose value this one often repeats. */
  equals: string[];
  missing: boolean;
  /** Lowest and highest value the code can release, before they are put on the grid (`releasedEnds`); null when it releases none. */
  range: [number, number] | null;
  /** Parts of equal probability that every bin is divided into, modelled as a column of their own; absent where the rest of a row says nothing of where in its bin a value lies. */
  parts?: number;
}

/**
 * Fits the code. `equalTo[i]` marks rows that repeat another column (index into `equals`, -1 for none): they are left
 * out of atoms and bins.
 *
 * When values held by at least `minimumHolders` rows cover 95 % of the rows, are few, and have 40 rows each on average,
 * every one is an atom; otherwise only values that hold more rows than a bin would. What no bin holds goes to the nearest atom.
 */
export function fitNumeric(
  column: NumericColumn,
  options: CodecOptions,
  equals: string[] = [],
  equalTo?: Int8Array,
): NumericCode {
  const { schema, values, valid } = column;
  const finite: number[] = [];
  const specials = new Set<Special>();
  let missing = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (valid !== null && valid[i] === 0) missing = true;
    else if (!Number.isFinite(value)) specials.add(specialOf(value));
    else if (!equalTo || (equalTo[i] as number) < 0) finite.push(value + 0);
  }
  const sorted = Float64Array.from(finite).sort();
  const atoms = findAtoms(sorted, options);
  const isAtom = new Set(atoms);
  const rest = sorted.filter((x) => !isAtom.has(x));
  const few = atoms.length > 0 && rest.length < Math.max(10, options.minimumHolders, 0.0005 * sorted.length);
  const most = Math.max(1, Math.min(options.bins, options.bins - atoms.length + 20, Math.floor(rest.length / 8)));
  // Fewer values than a value needs holders: even their mean would say too much. They count as missing.
  const tooFew = atoms.length === 0 && rest.length < options.minimumHolders;
  const bins = few || tooFew || rest.length === 0 ? [] : fitBins(rest, most, options.minimumHolders);
  const grid = findGrid(schema, sorted);
  return {
    kind: 'numeric',
    name: schema.name,
    grid,
    atoms,
    bins,
    specials: SPECIALS.filter((s) => specials.has(s)),
    equals,
    missing: missing || (tooFew && rest.length > 0),
    range: rangeOf(atoms, bins),
  };
}

function findAtoms(sorted: Float64Array, options: CodecOptions): number[] {
  const values: number[] = [];
  const rows: number[] = [];
  for (let i = 0; i < sorted.length;) {
    let end = i + 1;
    while (end < sorted.length && sorted[end] === sorted[i]) end++;
    if (end - i >= options.minimumHolders) {
      values.push(sorted[i] as number);
      rows.push(end - i);
    }
    i = end;
  }
  const covered = rows.reduce((a, b) => a + b, 0);
  const all = values.length <= options.numberLevels && covered >= 0.95 * sorted.length && covered >= 40 * values.length;
  // Two values (a flag written as 0 and 1) are levels however few the rows.
  if (all || (values.length <= 2 && covered === sorted.length)) return values;
  const threshold = Math.max(options.minimumHolders, sorted.length / options.bins);
  return values.filter((_, k) => (rows[k] as number) > threshold);
}

/** Lowest and highest value the code can release; null when it releases none. */
export function releasedEnds({ range, grid }: NumericCode): [low: number, high: number] | null {
  return range === null ? null : [snap(grid, range[0]), snap(grid, range[1])];
}

function rangeOf(atoms: number[], bins: Bin[]): [number, number] | null {
  const ends = [...atoms, ...bins.flatMap((bin) => bin.pieces.flatMap((p) => [p.lo, p.hi]))];
  if (ends.length === 0) return null;
  return ends.reduce<[number, number]>(([lo, hi], x) => [Math.min(lo, x), Math.max(hi, x)], [Infinity, -Infinity]);
}

function specialOf(value: number): Special {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

export function numericWidth(code: NumericCode): number {
  return code.atoms.length + code.bins.length + code.specials.length + code.equals.length + (code.missing ? 1 : 0);
}

/** Codes of atoms and bins in ascending order of what they stand for. */
export function numericOrder(code: NumericCode): number[] {
  const starts = [...code.atoms, ...code.bins.map((bin) => bin.from ?? (bin.pieces[0] as { lo: number }).lo)];
  return starts.map((_, c) => c).sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
}

/** Code of `equals[0]`; the others follow. */
export function firstEqual(code: NumericCode): number {
  return code.atoms.length + code.bins.length + code.specials.length;
}

export function missingNumeric(code: NumericCode): number | null {
  return code.missing ? numericWidth(code) - 1 : null;
}

/** Value to code, missing and equality aside; null for a special value the training rows did not have. */
export function numericEncoder(code: NumericCode): (value: number) => number | null {
  const atoms = new Map(code.atoms.map((x, k) => [x, k]));
  const borders = code.bins.slice(1).map((bin) => bin.from as number);
  return (value) => {
    if (!Number.isFinite(value)) {
      const at = code.specials.indexOf(specialOf(value));
      return at < 0 ? null : code.atoms.length + code.bins.length + at;
    }
    const atom = atoms.get(value + 0);
    if (atom !== undefined) return atom;
    if (code.bins.length === 0) return code.atoms.length === 0 ? null : nearestIndex(code.atoms, value);
    // Borders are lower ends that belong to the bin: one more than the borders at or below the value.
    let bin = lowerBound(borders, value);
    if (borders[bin] === value) bin++;
    return code.atoms.length + bin;
  };
}

/** Values a drawn one must lie between, both included. */
export type Limits = readonly [low: number, high: number];

/**
 * Code to value for atoms, bins and special values; a bin draws from `stream`, inside its `part` when one is given and
 * inside `limits` as far as the bin has such values.
 */
export function numericDecoder(
  code: NumericCode,
  stream: RandomStream,
  limits: Limits = [-Infinity, Infinity],
): (code: number, part?: number) => number {
  const totals = code.bins.map(cumulativeRows);
  const atoms = new Set(code.atoms);
  const gap = spacing(code.grid);
  const inside = (value: number): boolean => value >= limits[0] && value <= limits[1];
  return (at, part) => {
    if (at < code.atoms.length) return code.atoms[at] as number;
    const b = at - code.atoms.length;
    const bin = code.bins[b];
    if (bin === undefined) return Number(code.specials[b - code.bins.length]);
    const below = code.bins[b + 1]?.from ?? Infinity;
    const from = bin.from ?? -Infinity;
    const refined = code.parts !== undefined && part !== undefined && part < code.parts;
    let value = 0;
    // A drawn value that hits an atom would be counted twice: try again, but not for ever where the grid has nothing else.
    for (let attempt = 0; attempt < 32; attempt++) {
      value = snap(
        code.grid,
        refined && attempt < 8
          ? quantileOfBin(bin, totals[b] as Float64Array, (part + stream.uniform()) / (code.parts as number))
          : drawFromBin(bin, totals[b] as Float64Array, stream),
      );
      if (value < from) value = snap(code.grid, value + gap);
      else if (value >= below) value = snap(code.grid, value - gap);
      if (inside(value) && (!atoms.has(value) || attempt >= 8)) return value;
    }
    return Math.min(limits[1], Math.max(limits[0], value));
  };
}

/** Reads a date or time as text into the column's unit; null when it is neither. */
export function temporalValue(schema: ColumnSchema, text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || text.length <= 10 ? text : `${text}Z`;
  const milliseconds = Date.parse(zoned);
  if (Number.isNaN(milliseconds)) return null;
  if (schema.type === 'date') return Math.floor(milliseconds / 86_400_000);
  const unit = /\[(s|ms|us|ns)\]/.exec(schema.physical)?.[1];
  return unit === 's'
    ? milliseconds / 1e3
    : unit === 'us'
      ? milliseconds * 1e3
      : unit === 'ns'
        ? milliseconds * 1e6
        : milliseconds;
}
