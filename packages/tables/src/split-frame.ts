import { RandomStream } from '@headwater/random';
import { takeRows, type Frame } from './frame';

/**
 * Draws `share` of the rows (rounded) as holdout, without replacement, by the stream (seed, "split"). Both parts keep
 * the order of the rows. Throws a RangeError unless 0 <= share <= 1.
 */
export function splitFrame(frame: Frame, share: number, seed: number): { train: Frame; holdout: Frame } {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`split: share must be between 0 and 1, got ${share}`);
  const held = new RandomStream(seed, 'split').sample(frame.rows, Math.round(frame.rows * share));
  const isHeld = new Uint8Array(frame.rows);
  for (const row of held) isHeld[row] = 1;
  const kept = new Uint32Array(frame.rows - held.length);
  let at = 0;
  for (let row = 0; row < frame.rows; row++) if (isHeld[row] === 0) kept[at++] = row;
  return { train: takeRows(frame, kept), holdout: takeRows(frame, held) };
}
