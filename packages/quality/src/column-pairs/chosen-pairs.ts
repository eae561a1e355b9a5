import { RandomStream } from '@headwater/random';

/** More pairs than this are sampled: the mean over 5,000 of them is known to far below 0.01. */
const MOST_PAIRS = 5_000;

/**
 * The pairs (a, b), a < b, of `n` columns to score: all in order, or a seeded sample of `most` without repetition.
 */
export function chosenPairs(n: number, seed: number, most = MOST_PAIRS): [number, number][] {
  const total = (n * (n - 1)) / 2;
  if (total <= most) {
    const all: [number, number][] = [];
    for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) all.push([a, b]);
    return all;
  }
  const random = new RandomStream(seed, 'quality/column-pairs');
  const chosen = new Map<number, [number, number]>();
  while (chosen.size < most) {
    const [i, j] = [random.below(n), random.below(n)];
    if (i !== j) chosen.set(Math.min(i, j) * n + Math.max(i, j), [Math.min(i, j), Math.max(i, j)]);
  }
  return [...chosen.entries()].sort(([x], [y]) => x - y).map(([, pair]) => pair);
}
