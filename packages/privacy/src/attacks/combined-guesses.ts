import type { AttackColumn } from './attack-tables';
import { rightGuess } from './guess';

/** Candidates for the best constant guess of a number: quantiles of the synthetic values, its commonest value among them. */
const CANDIDATES = 200;
/** Values that candidates are tried on; values come in random order. */
const TRIED_ON = 4000;

/** The commonest value, the nearest row's among equals; for numbers the median of those present. `votes` nearest first. */
export function voteOf(votes: readonly number[], continuous: boolean): number {
  if (continuous) {
    const present = votes.filter((vote) => !Number.isNaN(vote)).sort((a, b) => a - b);
    if (2 * present.length <= votes.length) return NaN;
    return present[(present.length - 1) >> 1] as number;
  }
  return commonest(votes);
}

function commonest(values: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let best: [number, number] = [NaN, 0];
  for (const entry of counts) if (entry[1] > best[1]) best = entry;
  return best[0];
}

/**
 * The one guess that would be right for most of these values, given in random order: the majority level, or a number near
 * many others.
 */
export function bestConstantGuess(values: Float64Array, column: AttackColumn): number {
  const mode = commonest(values);
  if (column.kind === 'discrete') return mode;
  const isRight = rightGuess(column);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const candidates = Array.from(
    { length: Math.min(CANDIDATES, sorted.length) },
    (_, i) => sorted[Math.floor((i * sorted.length) / Math.min(CANDIDATES, sorted.length))] as number,
  );
  let best = { guess: mode, hits: 0 };
  for (const guess of [mode, ...candidates]) {
    let hits = 0;
    for (const value of values.subarray(0, TRIED_ON)) if (isRight(guess, value)) hits++;
    if (hits > best.hits) best = { guess, hits };
  }
  return best.guess;
}
