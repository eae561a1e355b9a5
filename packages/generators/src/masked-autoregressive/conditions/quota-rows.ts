import type { RandomStream } from '@headwater/random';
import type { Cell } from '../../codec/column-code';
import type { Quota } from './restriction';

/**
 * What each of `rows` rows gets of a quota, as positions into its parts: as many rows as its share says (largest
 * remainders rounded up), in random order.
 */
export function quotaRows({ parts }: Quota, rows: number, stream: RandomStream): Int32Array {
  const exact = parts.map(({ share }) => share * rows);
  const counts = exact.map(Math.floor);
  const order = [...parts.keys()].sort(
    (a, b) => (exact[b] as number) - (counts[b] as number) - ((exact[a] as number) - (counts[a] as number)) || a - b,
  );
  let left = rows - counts.reduce((sum, n) => sum + n, 0);
  for (let i = 0; left > 0; i = (i + 1) % order.length, left--) counts[order[i] as number]!++;
  const out = new Int32Array(rows);
  let at = 0;
  const places = stream.permutation(rows);
  counts.forEach((count, part) => {
    for (let k = 0; k < count; k++) out[places[at++] as number] = part;
  });
  return out;
}

/** The cells those rows must show. */
export function quotaCells({ parts }: Quota, given: Int32Array): (Cell | undefined)[] {
  return Array.from(given, (part) => parts[part]?.cell);
}
