import { RandomStream } from '@headwater/random';
import type { Pace } from '../pace';
import { quantileOf } from '../quantile';

/** Replicates of a bootstrap; 2.5 % are ten of them. */
export const REPLICATES = 400;

/** A percentile of fewer is not given. */
const FEWEST_VALUES = 20;

/** One replicate after the other: how often each row is drawn in it. */
export async function* replicatesOf(
  rows: number,
  { seed, purpose, pace, note }: { seed: number; purpose: string; pace: Pace; note: string },
): AsyncGenerator<Uint16Array> {
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace.due()) await pace.turn({ note, done: replicate, total: REPLICATES });
    yield bootstrapCounts(rows, { seed, purpose, replicate });
  }
}

/** How often each of `rows` rows is drawn in one bootstrap replicate: `rows` draws with replacement. */
export function bootstrapCounts(
  rows: number,
  { seed, purpose, replicate }: { seed: number; purpose: string; replicate: number },
): Uint16Array {
  const stream = new RandomStream(seed, purpose, replicate);
  const counts = new Uint16Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = stream.below(rows);
    counts[row] = (counts[row] as number) + 1;
  }
  return counts;
}

/** The 2.5 % and 97.5 % quantiles (linear between neighbours, Efron and Tibshirani 1993, section 13); null under 20 values. */
export function percentileInterval(values: readonly number[]): [number, number] | null {
  if (values.length < FEWEST_VALUES) return null;
  const sorted = Float64Array.from(values).sort();
  return [quantileOf(sorted, 0.025), quantileOf(sorted, 0.975)];
}
