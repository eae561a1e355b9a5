import type { RandomStream } from '@headwater/random';
import { lowerBound } from './sorted-values';

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
