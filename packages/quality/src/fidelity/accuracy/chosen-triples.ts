import { RandomStream } from '@headwater/random';

/** More triples than this are sampled: the mean over 1,000 of them is known to well below 0.01. */
export const MOST_TRIPLES = 1_000;

/** The triples (a, b, c), a < b < c, of `n` columns to score: all in order, or a seeded sample of MOST_TRIPLES. */
export function chosenTriples(n: number, seed: number): [number, number, number][] {
  if ((n * (n - 1) * (n - 2)) / 6 <= MOST_TRIPLES) {
    const all: [number, number, number][] = [];
    for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) for (let c = b + 1; c < n; c++) all.push([a, b, c]);
    return all;
  }
  const random = new RandomStream(seed, 'quality/column-triples');
  const chosen = new Map<number, [number, number, number]>();
  while (chosen.size < MOST_TRIPLES) {
    const [a = 0, b = 0, c = 0] = [random.below(n), random.below(n), random.below(n)].sort((x, y) => x - y);
    if (a < b && b < c) chosen.set((a * n + b) * n + c, [a, b, c]);
  }
  return [...chosen.entries()].sort(([x], [y]) => x - y).map(([, triple]) => triple);
}
