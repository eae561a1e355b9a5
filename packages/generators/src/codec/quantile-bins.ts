import type { RandomStream } from '@headwater/random';

/** Values are drawn evenly from lo to hi; lo === hi is a single value held by enough rows to be released. */
export interface Piece {
  lo: number;
  hi: number;
  /** Training rows behind it. */
  rows: number;
}

/** One bin: values from `from` (null: no lower border) up to the next bin's `from`. */
export interface Bin {
  from: number | null;
  pieces: Piece[];
}

/** Half-width of the window over which a knot averages neighbouring order statistics. */
const SMOOTHING = 2;
/** Ranks at either end within which no knot is set. */
const END_ZONE = 12;

/**
 * Equal-count bins over `sorted` (ascending), each with the distribution inside it: single values held by at least
 * `minimumHolders` rows, and straight pieces of the smoothed quantile function between them.
 *
 * No stored number is one record's own: knots are means of neighbouring order statistics, borders are midpoints, and
 * the outermost pieces end a few records short of the extremes (see `releasedRange`).
 */
export function fitBins(sorted: Float64Array, bins: number, minimumHolders: number): Bin[] {
  const n = sorted.length;
  const rare = withoutCommonValues(sorted, minimumHolders);
  const [low, high] = releasedRange(rare);
  const rowsPerPiece = Math.min(40, Math.max(6, n / 1000));
  const out: Bin[] = [];
  const borders = binBorders(sorted, bins);
  for (let b = 0; b + 1 < borders.length; b++) {
    const start = borders[b] as number;
    const end = borders[b + 1] as number;
    const from = b === 0 ? null : (sorted[start - 1] as number) / 2 + (sorted[start] as number) / 2;
    const pieces = commonValues(sorted, start, end, minimumHolders);
    const first = lowerBound(rare, sorted[start] as number);
    const last = end < n ? lowerBound(rare, sorted[end] as number) : rare.length;
    pieces.push(...smoothPieces(rare, first, last, rowsPerPiece, low, high));
    if (pieces.length === 0) continue;
    out.push({ from: out.length === 0 ? null : from, pieces: pieces.sort((x, y) => x.lo - y.lo || x.hi - y.hi) });
  }
  return out;
}

/** Starts of the bins in `sorted`, and its length; equal values never straddle a border. */
function binBorders(sorted: Float64Array, bins: number): number[] {
  const n = sorted.length;
  const borders = [0];
  for (let b = 1; b < bins; b++) {
    const at = lowerBound(sorted, sorted[Math.floor((b * n) / bins)] as number);
    if (at > (borders.at(-1) as number)) borders.push(at);
  }
  borders.push(n);
  return borders;
}

/**
 * The range released for values with few holders: the outermost 4 records a side (fewer in small columns) are left out
 * and the next 5 averaged, so that neither end is an individual's own value, nor can it be computed from the end.
 */
export function releasedRange(sorted: Float64Array): [low: number, high: number] {
  const n = sorted.length;
  const skip = n >= 1000 ? 4 : n >= 100 ? 2 : n >= 8 ? 1 : 0;
  const low = mean(sorted, skip, Math.min(n, 2 * skip + 1));
  const high = mean(sorted, Math.max(0, n - 2 * skip - 1), n - skip);
  if (skip > 0 || n === 0) return [low, high];
  const middle = mean(sorted, 0, n);
  return [middle, middle];
}

function smoothPieces(
  rare: Float64Array,
  first: number,
  last: number,
  rowsPerPiece: number,
  low: number,
  high: number,
): Piece[] {
  const rows = last - first;
  if (rows <= 0) return [];
  const count = Math.max(1, Math.round(rows / rowsPerPiece));
  const pieces: Piece[] = [];
  let at = first;
  for (let i = 1; i <= count; i++) {
    const next = first + Math.round((i * rows) / count);
    // Near the ends every knot is the end itself: one piece spans that zone, or its rows would pile up on one value.
    if (i < count && (next < END_ZONE || next > rare.length - END_ZONE)) continue;
    pieces.push({ lo: knot(rare, at, low, high), hi: knot(rare, next, low, high), rows: next - at });
    at = next;
  }
  return pieces;
}

/** The smoothed quantile function between ranks `at - 1` and `at`, inside the released range. */
function knot(rare: Float64Array, at: number, low: number, high: number): number {
  if (at <= 0) return low;
  if (at >= rare.length) return high;
  // A window cut on one side would pull the knot outwards: it shrinks on both.
  const half = Math.min(SMOOTHING, at, rare.length - at);
  return Math.min(high, Math.max(low, mean(rare, at - half, at + half)));
}

function commonValues(sorted: Float64Array, start: number, end: number, minimumHolders: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = start; i < end;) {
    const run = runEnd(sorted, i);
    if (run - i >= minimumHolders) pieces.push({ lo: sorted[i] as number, hi: sorted[i] as number, rows: run - i });
    i = run;
  }
  return pieces;
}

function withoutCommonValues(sorted: Float64Array, minimumHolders: number): Float64Array {
  const kept: number[] = [];
  for (let i = 0; i < sorted.length;) {
    const run = runEnd(sorted, i);
    if (run - i < minimumHolders) for (let k = i; k < run; k++) kept.push(sorted[k] as number);
    i = run;
  }
  return Float64Array.from(kept);
}

function runEnd(sorted: Float64Array, start: number): number {
  let end = start + 1;
  while (end < sorted.length && sorted[end] === sorted[start]) end++;
  return end;
}

/** First index whose value is not below x. */
export function lowerBound(sorted: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mean(values: Float64Array, start: number, end: number): number {
  // Around the first value, so that large time stamps keep their low digits; divided first, so that nothing overflows.
  const base = values[start] ?? 0;
  const n = end - start;
  let sum = 0;
  for (let i = start; i < end; i++) sum += (values[i] as number) / n - base / n;
  return base + sum;
}

/** One value of the bin, not yet on the column's grid. Two uniforms are drawn. */
export function drawFromBin(bin: Bin, cumulative: Float64Array, stream: RandomStream): number {
  const target = stream.uniform() * (cumulative.at(-1) as number);
  const piece = bin.pieces[pieceAt(bin, cumulative, target)] as Piece;
  const within = stream.uniform();
  return piece.lo * (1 - within) + piece.hi * within;
}

/** The value of the bin below which `share` (0 … 1) of its rows lie, piece after piece; not yet on the column's grid. */
export function quantileOfBin(bin: Bin, cumulative: Float64Array, share: number): number {
  const target = share * (cumulative.at(-1) as number);
  const at = pieceAt(bin, cumulative, target);
  const { lo, hi, rows } = bin.pieces[at] as Piece;
  const within = Math.min(1, (target - (cumulative[at - 1] ?? 0)) / rows);
  return lo * (1 - within) + hi * within;
}

/** The share (0 … 1) that `quantileOfBin` turns into `value`; the middle one where many shares give one value. */
export function shareOfBin(bin: Bin, cumulative: Float64Array, value: number): number {
  let at = 0;
  let nearest = Infinity;
  bin.pieces.forEach(({ lo, hi }, i) => {
    // A single value is a better answer than a stretch that happens to cover it.
    const distance = value < lo ? lo - value : value > hi ? value - hi : lo === hi ? -1 : 0;
    if (distance < nearest) [nearest, at] = [distance, i];
  });
  const { lo, hi, rows } = bin.pieces[at] as Piece;
  const within = hi === lo ? 0.5 : Math.min(1, Math.max(0, (value - lo) / (hi - lo)));
  return ((cumulative[at - 1] ?? 0) + within * rows) / (cumulative.at(-1) as number);
}

/** The first piece whose running total exceeds the target. */
function pieceAt(bin: Bin, cumulative: Float64Array, target: number): number {
  let at = lowerBound(cumulative, target);
  if (cumulative[at] === target) at++;
  return Math.min(at, bin.pieces.length - 1);
}

/** Running totals of the pieces' rows. */
export function cumulativeRows(bin: Bin): Float64Array {
  const out = new Float64Array(bin.pieces.length);
  let sum = 0;
  bin.pieces.forEach((piece, i) => (out[i] = sum += piece.rows));
  return out;
}

/** Share (0 … 1) of the bin's rows below `limit`; those that equal it count when `included`. */
export function shareBelow(bin: Bin, cumulative: Float64Array, limit: number, included: boolean): number {
  let rows = 0;
  for (const piece of bin.pieces) {
    if (piece.hi < limit || (included && piece.hi === limit)) rows += piece.rows;
    else if (piece.lo < limit) rows += (piece.rows * (limit - piece.lo)) / (piece.hi - piece.lo);
  }
  return rows / (cumulative.at(-1) as number);
}
