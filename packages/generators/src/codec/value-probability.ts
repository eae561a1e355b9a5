import { spacing } from './grid';
import type { NumericCode } from './numeric';
import type { Bin, Piece } from './quantile-bins';

/** A value that a bin cannot make weighs as so much of a training row, spread over twice its distance from what it can. */
const UNSEEN_ROWS = 0.5;

/**
 * Logarithm, in nats, of the probability of a number given its code: 0 for codes that stand for one value; in a bin the
 * share of its rows that fall on the value's place of the column's grid, other than on atoms, or their density where the
 * column has no grid. With the code's own probability it is that of the number itself, which does not depend on how
 * finely the numbers were binned. Of a column in parts it is that given bin and part.
 */
export function valueLogProbability(code: NumericCode): (at: number, value: number) => number {
  const gap = spacing(code.grid);
  const left = code.bins.map((bin) => 1 - code.atoms.reduce((sum, atom) => sum + shareAt(bin, atom, gap), 0));
  const parts = Math.log(code.parts ?? 1);
  return (at, value) => {
    const b = at - code.atoms.length;
    const bin = code.bins[b];
    if (b < 0 || bin === undefined) return 0;
    const rows = bin.pieces.reduce((sum, piece) => sum + piece.rows, 0);
    const share = shareAt(bin, value, gap) / Math.max(left[b] as number, UNSEEN_ROWS / rows);
    const known = (share * rows + UNSEEN_ROWS * unseenShare(bin, value, gap)) / (rows + UNSEEN_ROWS);
    return (gap > 0 ? Math.min(0, Math.log(known)) : Math.log(known)) + parts;
  };
}

/** Share of the bin's rows that fall on the value, or their density at it. */
function shareAt({ pieces }: Bin, value: number, gap: number): number {
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  return pieces.reduce((sum, piece) => sum + (piece.rows / rows) * coverOf(piece, value, gap), 0);
}

function coverOf({ lo, hi }: Piece, value: number, gap: number): number {
  if (hi === lo) return Math.abs(value - lo) <= gap / 2 ? 1 : 0;
  if (gap === 0) return value >= lo && value <= hi ? 1 / (hi - lo) : 0;
  return Math.max(0, Math.min(hi, value + gap / 2) - Math.max(lo, value - gap / 2)) / (hi - lo);
}

function unseenShare({ pieces }: Bin, value: number, gap: number): number {
  const far = Math.min(...pieces.map(({ lo, hi }) => Math.max(0, lo - value, value - hi)));
  const ends = pieces.flatMap(({ lo, hi }) => [lo, hi]);
  const span = Math.max(...ends) - Math.min(...ends);
  return gap > 0 ? gap / (2 * (far + gap)) : 1 / (2 * (far + (span > 0 ? span : 1)));
}
