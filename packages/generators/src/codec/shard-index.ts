/** Rows that lie next to one another whatever the shard: the default shard is one run of them. */
export const BLOCK = 2 ** 14;

/**
 * One number for (shard, row), different for every pair, and small where both are small: what lets each shard make
 * values no other makes, without being told how many rows or shards there are.
 *
 * Rows go by blocks of BLOCK. The pairs (shard, block) are counted in the order of how many binary digits the two have
 * together, so that S shards of B blocks take numbers below 2 S B log2(16 S B) blocks, whichever of the two is great.
 * Exact below 2^53: 10^10 rows take numbers below 10^12, in a thousand shards or in a million.
 */
export function shardIndex(shard: number, row: number): number {
  const within = row % BLOCK;
  const block = (row - within) / BLOCK;
  const a = digitsOf(shard);
  const b = digitsOf(block);
  let before = pairsBelow(a + b);
  for (let j = 0; j < b; j++) before += countOf(j) * countOf(a + b - j);
  const rank = (shard - firstOf(a)) * countOf(b) + (block - firstOf(b));
  return (before + rank) * BLOCK + within;
}

/** Binary digits of n < 2^32; 0 has none. */
function digitsOf(n: number): number {
  return 32 - Math.clz32(n);
}

/** How many numbers have so many binary digits, and the least of them. */
const countOf = (digits: number) => (digits === 0 ? 1 : 2 ** (digits - 1));
const firstOf = (digits: number) => (digits === 0 ? 0 : 2 ** (digits - 1));

/** Pairs whose digits add up to less than n: the sum over m < n of 2^(m - 2) (m + 3). */
function pairsBelow(n: number): number {
  return n === 0 ? 0 : 2 ** (n - 2) * (n + 1);
}
