import { RandomStream } from '@headwater/random';

/** Replicates of a bootstrap; 2.5 % are ten of them. */
export const REPLICATES = 400;

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
  if (values.length < 20) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] as number;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  };
  return [at(0.025), at(0.975)];
}
