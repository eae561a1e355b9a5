import { takeRows, type Frame } from '../frame';
import { RowPicker } from './row-picker';

/**
 * Draws `share` of `rows` rows (rounded) as holdout, without replacement, by the stream (seed, "split"), for a table
 * that is read frame by frame. Throws a RangeError unless 0 <= share <= 1.
 */
export class RowSplit {
  /** Rows of the holdout. */
  readonly held: number;
  private readonly picker: RowPicker;

  constructor(rows: number, share: number, seed: number) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`split: share must be between 0 and 1, got ${share}`);
    this.held = Math.round(rows * share);
    this.picker = new RowPicker(rows, this.held, seed, 'split');
  }

  /** The places of both parts among the next `rows` rows, in their order. */
  next(rows: number): { kept: Uint32Array; held: Uint32Array } {
    const held = this.picker.next(rows);
    const kept = new Uint32Array(rows - held.length);
    let at = 0;
    let nextHeld = 0;
    for (let row = 0; row < rows; row++) {
      if (held[nextHeld] === row) nextHeld++;
      else kept[at++] = row;
    }
    return { kept, held };
  }
}

/** {@link RowSplit} of a table in memory. */
export function splitFrame(frame: Frame, share: number, seed: number): { train: Frame; holdout: Frame } {
  const { kept, held } = new RowSplit(frame.rows, share, seed).next(frame.rows);
  return { train: takeRows(frame, kept), holdout: takeRows(frame, held) };
}
