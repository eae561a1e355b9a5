import type { AttackColumn } from './attack-tables';

const { abs } = Math;
/** A number is guessed right within this share of the guess, as in Anonymeter. */
const RELATIVE = 0.05;
/** Dates have no natural zero: a guess is right within this share of the training rows' range. */
const OF_RANGE = 0.01;

/** Whether a guess of the column's cell counts as right. Missing is right for missing alone. */
export type IsRight = (guess: number, secret: number) => boolean;

/**
 * Levels must be equal; numbers within 5 % of the guess's size, whatever its sign; dates and time stamps within 1 % of
 * the range of the training rows.
 */
export function rightGuess(column: AttackColumn): IsRight {
  if (column.kind === 'discrete') return (guess, secret) => guess === secret || bothMissing(guess, secret);
  const { type } = column.schema;
  const calendar = type === 'date' || type === 'timestamp' ? OF_RANGE * rangeOf(column.train) : null;
  return (guess, secret) =>
    guess === secret ||
    bothMissing(guess, secret) ||
    abs(guess - secret) <= (calendar ?? RELATIVE * (abs(guess) + 1e-12));
}

function bothMissing(guess: number, secret: number): boolean {
  // NaN alone differs from itself; a look at the global Number would cost more here.
  return guess !== guess && secret !== secret;
}

function rangeOf(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low < high ? high - low : 0;
}
