import type { Points } from './quantile-space';

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { imul } = Math;
const LOW_BITS = 0x7f7f7f7f;
const ONES = 0x01010101;

/** Squared distance of row `i` of `a` to row `j` of `b`, or some number above `limit` as soon as it is known to be. */
export function squaredDistance(a: Points, i: number, b: Points, j: number, limit: number): number {
  const { width, named, packed, wordsPerRow } = a;
  let sum = 0;
  const wordsA = i * wordsPerRow;
  const wordsB = j * wordsPerRow;
  for (let w = 0; w < wordsPerRow; w++)
    sum += differingBytes(a.words[wordsA + w] as number, b.words[wordsB + w] as number);
  if (sum > limit) return sum;
  const [from, to] = [a.coordinates, b.coordinates];
  const atA = i * width;
  const atB = j * width;
  for (let c = packed; c < named; c++) if (from[atA + c] !== to[atB + c]) sum++;
  if (sum > limit) return sum;
  for (let c = named; c < width; c++) {
    const difference = (from[atA + c] as number) - (to[atB + c] as number);
    sum += difference * difference;
    if (sum > limit) return sum;
  }
  return sum;
}

/** In how many of its four bytes one word differs from the other: without branches, which pairs of rows make costly. */
function differingBytes(a: number, b: number): number {
  const x = a ^ b;
  // The sum carries into a byte's top bit exactly where one of its lower bits is set.
  const top = (((x & LOW_BITS) + LOW_BITS) | x) & ~LOW_BITS;
  return imul(top >>> 7, ONES) >>> 24;
}
