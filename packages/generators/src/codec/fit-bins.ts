import type { Bin, Piece } from './quantile-bins';
import { releasedRange } from './released-range';
import { lowerBound, meanOf, nearestIndex, runEnd } from './sorted-values';

/**
 * Among values that lie close together, one stays exact only if so many times `minimumHolders` rows hold it: were it just
 * that number, one row would often decide whether the value turns up, and very many values hold nearly as many rows.
 */
const CLEARLY_COMMON = 4;
/** Half-width of the window over which a knot averages neighbouring order statistics. */
const SMOOTHING = 2;
/** Ranks at either end within which no knot is set. */
const END_ZONE = 12;

/**
 * Equal-count bins over `sorted` (ascending; `minimumHolders` values or more), each with the distribution inside it: single
 * values held by at least four times `minimumHolders` rows, and straight pieces of the smoothed quantile function between them.
 *
 * No number stored is a value that fewer than `minimumHolders` rows hold. Knots and borders lie strictly between two
 * neighbouring values, so a piece holds whole values and spreads them over the room around them; the outermost pieces end
 * a few records short of the extremes (see `releasedRange`). Where fewer rows than `minimumHolders` hold no common value,
 * they count as holding the nearest one.
 */
export function fitBins(sorted: Float64Array, bins: number, minimumHolders: number): Bin[] {
  const n = sorted.length;
  const common = commonValues(sorted, CLEARLY_COMMON * minimumHolders);
  const rare = settled(without(common, sorted), common, minimumHolders);
  const range = releasedRange(rare, minimumHolders);
  // In pieces of few rows the density follows every one of them: a training value would be made more often than others.
  const rowsPerPiece = Math.min(80, Math.max(6, n / 500));
  const out: Bin[] = [];
  const starts = binStarts(sorted, bins);
  const borders = starts.map((start) => (start === 0 || start === n ? null : between(sorted, start)));
  for (let b = 0; b + 1 < starts.length; b++) {
    const [start, end] = [sorted[starts[b] as number] as number, sorted[starts[b + 1] as number] ?? Infinity];
    const [from, to] = [borders[b] ?? null, borders[b + 1] ?? null];
    const inside = { from: from ?? -Infinity, to: to ?? Infinity, range };
    const pieces = [
      ...common.filter(({ lo }) => lo >= start && lo < end),
      ...smoothPieces(rare, lowerBound(rare, start), lowerBound(rare, end), rowsPerPiece, inside),
    ].sort((x, y) => x.lo - y.lo || x.hi - y.hi);
    if (pieces.length > 0) out.push({ from: out.length === 0 ? null : from, pieces });
  }
  return out;
}

/** Starts of the bins in `sorted`, and its length; equal values never straddle a border. */
function binStarts(sorted: Float64Array, bins: number): number[] {
  const n = sorted.length;
  const starts = [0];
  for (let b = 1; b < bins; b++) {
    const at = lowerBound(sorted, sorted[Math.floor((b * n) / bins)] as number);
    if (at > (starts.at(-1) as number)) starts.push(at);
  }
  starts.push(n);
  return starts;
}

/** What the knots of a bin keep to: its borders, and before all the column's released range. */
interface Inside {
  from: number;
  to: number;
  range: [low: number, high: number];
}

function smoothPieces(rare: Float64Array, first: number, last: number, rowsPerPiece: number, inside: Inside): Piece[] {
  const rows = last - first;
  if (rows <= 0) return [];
  const count = Math.max(1, Math.round(rows / rowsPerPiece));
  const pieces: Piece[] = [];
  let at = first;
  for (let i = 1; i <= count; i++) {
    const next = i === count ? last : runStart(rare, first + Math.round((i * rows) / count));
    if (next <= at) continue;
    // Near the ends every knot is the end itself: one piece spans that zone, or its rows would pile up on one value.
    if (i < count && (next < END_ZONE || next > rare.length - END_ZONE)) continue;
    pieces.push({ lo: knot(rare, at, inside), hi: knot(rare, next, inside), rows: next - at });
    at = next;
  }
  return pieces;
}

/** The smoothed quantile function between ranks `at - 1` and `at`, which hold different values. */
function knot(rare: Float64Array, at: number, { from, to, range: [low, high] }: Inside): number {
  if (at <= 0) return low;
  if (at >= rare.length) return high;
  // A window cut on one side would pull the knot outwards: it shrinks on both.
  const half = Math.min(SMOOTHING, at, rare.length - at);
  const smoothed = meanOf(rare, at - half, at + half);
  const free = smoothed > (rare[at - 1] as number) && smoothed < (rare[at] as number);
  const x = free ? smoothed : between(rare, at);
  return Math.min(high, Math.max(low, Math.min(to, Math.max(from, x))));
}

/** Half-way between the values of ranks `at - 1` and `at`. */
function between(sorted: Float64Array, at: number): number {
  return (sorted[at - 1] as number) / 2 + (sorted[at] as number) / 2;
}

/** Values that `least` rows or more hold, ascending. */
function commonValues(sorted: Float64Array, least: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < sorted.length;) {
    const end = runEnd(sorted, i);
    const value = sorted[i] as number;
    if (end - i >= least) pieces.push({ lo: value, hi: value, rows: end - i });
    i = end;
  }
  return pieces;
}

function without(common: readonly Piece[], sorted: Float64Array): Float64Array {
  const values = new Set(common.map(({ lo }) => lo));
  return sorted.filter((value) => !values.has(value));
}

/** The rare values, or none where they are so few that each counts as the nearest common one. */
function settled(rare: Float64Array, common: readonly Piece[], minimumHolders: number): Float64Array {
  if (common.length === 0 || rare.length >= minimumHolders) return rare;
  const values = common.map(({ lo }) => lo);
  for (const value of rare) (common[nearestIndex(values, value)] as Piece).rows++;
  return new Float64Array(0);
}

/** First rank that holds the value of rank `at`. */
function runStart(sorted: Float64Array, at: number): number {
  return lowerBound(sorted, sorted[at] as number);
}
