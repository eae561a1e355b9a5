import type { NumericColumn } from '@headwater/tables';
import { numericEncoder, type NumericCode } from './numeric';
import { cumulativeRows, shareOfBin } from './quantile-bins';
import { spacing } from './grid';

/** Parts of equal probability a bin is divided into. */
const PARTS = 8;
/** Columns of fewer bins are as fine as their values. */
const FEWEST_BINS = 8;
/** Rows looked at; more would not change the verdict. */
const MOST_ROWS = 20_000;
const FEWEST_ROWS = 500;
/** Beyond so many numeric columns the pairs are too many to look at. */
const MOST_COLUMNS = 120;
/** A correlation this strong is worth a column of its own ... */
const LEAST_CORRELATION = 0.15;
/** ... if chance would not give it: so many standard errors, for all the pairs looked at. */
const STANDARD_ERRORS = 6;

/**
 * Sets `parts` of the columns where the rest of a row says where in its bin a value lies: a bill that nearly repeats the
 * last one, a sum of two others. For most columns it does not, and a second level would only cost time.
 *
 * The sign of it: the correlation of a value's place in its bin with another column's rank, the mean of each bin taken
 * away from both.
 */
export function chooseRefined(columns: readonly NumericColumn[], codes: readonly NumericCode[]): void {
  const rows = columns[0]?.values.length ?? 0;
  if (columns.length > MOST_COLUMNS || rows < FEWEST_ROWS) return;
  const step = Math.max(1, Math.floor(rows / MOST_ROWS));
  const seen = Int32Array.from({ length: Math.floor(rows / step) }, (_, i) => i * step);
  const ranks = columns.map((column) => ranksOf(seen, column));
  codes.forEach((code, a) => {
    if (code.bins.length < FEWEST_BINS || !hasRoom(code)) return;
    const places = placesInBins(code, columns[a] as NumericColumn, seen);
    const limit = Math.max(LEAST_CORRELATION, STANDARD_ERRORS / Math.sqrt(Math.max(1, places.rows.length)));
    if (ranks.some((rank, b) => b !== a && Math.abs(correlation(places, rank, code.bins.length)) > limit))
      code.parts = PARTS;
  });
}

/** Whether most bins hold several values of the column's grid. */
function hasRoom(code: NumericCode): boolean {
  const gap = spacing(code.grid);
  const wide = code.bins.filter(({ pieces }) => {
    const width = Math.max(...pieces.map(({ hi }) => hi)) - Math.min(...pieces.map(({ lo }) => lo));
    return width > 2 * gap;
  });
  return wide.length > code.bins.length / 2;
}

interface Places {
  /** Positions into the rows looked at, of those whose value lies in a bin. */
  rows: number[];
  bins: number[];
  /** 0 … 1: how far into the bin. */
  shares: number[];
}

function placesInBins(code: NumericCode, column: NumericColumn, seen: Int32Array): Places {
  const places: Places = { rows: [], bins: [], shares: [] };
  const encode = numericEncoder(code);
  const totals = code.bins.map(cumulativeRows);
  seen.forEach((row, i) => {
    if (column.valid !== null && column.valid[row] === 0) return;
    const value = column.values[row] as number;
    const bin = (encode(value) ?? -1) - code.atoms.length;
    if (!Number.isFinite(value) || bin < 0 || bin >= code.bins.length) return;
    places.rows.push(i);
    places.bins.push(bin);
    places.shares.push(shareOfBin(code.bins[bin] as NumericCode['bins'][number], totals[bin] as Float64Array, value));
  });
  return places;
}

/** Rank of each row looked at among them, 0 … 1; NaN where the value is missing. */
function ranksOf(seen: Int32Array, column: NumericColumn): Float64Array {
  const values = Float64Array.from(seen, (row) =>
    column.valid !== null && column.valid[row] === 0 ? NaN : (column.values[row] as number),
  );
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const place = new Map<number, number>();
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    place.set(sorted[start] as number, (start + end) / 2 / sorted.length);
    start = end;
  }
  return values.map((x) => place.get(x) ?? NaN);
}

/** Of the places with the ranks, both less their mean over the rows of the same bin. */
function correlation({ rows, bins, shares }: Places, ranks: Float64Array, binCount: number): number {
  const count = new Float64Array(binCount);
  const meanShare = new Float64Array(binCount);
  const meanRank = new Float64Array(binCount);
  const used = rows.map((row) => !Number.isNaN(ranks[row] as number));
  rows.forEach((row, i) => {
    if (!used[i]) return;
    const bin = bins[i] as number;
    count[bin]!++;
    meanShare[bin]! += shares[i] as number;
    meanRank[bin]! += ranks[row] as number;
  });
  let product = 0;
  let shareSquares = 0;
  let rankSquares = 0;
  rows.forEach((row, i) => {
    if (!used[i]) return;
    const bin = bins[i] as number;
    const share = (shares[i] as number) - (meanShare[bin] as number) / (count[bin] as number);
    const rank = (ranks[row] as number) - (meanRank[bin] as number) / (count[bin] as number);
    product += share * rank;
    shareSquares += share * share;
    rankSquares += rank * rank;
  });
  return shareSquares * rankSquares > 0 ? product / Math.sqrt(shareSquares * rankSquares) : 0;
}

/** Value code and value to part: `parts` where the value lies in no bin. */
export function partEncoder(code: NumericCode): (at: number, value: number) => number {
  const parts = code.parts as number;
  const totals = code.bins.map(cumulativeRows);
  return (at, value) => {
    const b = at - code.atoms.length;
    const bin = code.bins[b];
    if (b < 0 || bin === undefined) return parts;
    return Math.min(parts - 1, Math.floor(parts * shareOfBin(bin, totals[b] as Float64Array, value)));
  };
}
