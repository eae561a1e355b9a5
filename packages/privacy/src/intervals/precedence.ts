import { logFactorials } from './log-factorials';

/** Beyond this share on either side a count is no longer put down to chance. */
const TAIL = 0.025;

/** Counts that chance explains: from `least` to `most`, all others come in one case of forty on their side. */
export interface ChanceCounts {
  least: number;
  most: number;
}

/**
 * How many of `n` values may precede the `j`-th smallest of `m` others (1 <= j <= m) if all come from one distribution:
 * the negative hypergeometric distribution of the precedence test (Nelson, Technometrics 1963), whatever the values'
 * own. Ties make it rarer still.
 */
export function precedingByChance(n: number, j: number, m: number): ChanceCounts {
  const logs = logFactorials(n + m);
  const choose = (a: number, b: number): number => (logs[a] as number) - (logs[b] as number) - (logs[a - b] as number);
  const all = choose(n + m, n);
  const chance = (i: number): number => Math.exp(choose(i + j - 1, i) + choose(n - i + m - j, n - i) - all);
  let least = 0;
  for (let below = chance(0); below <= TAIL && least < n; below += chance(least)) least++;
  let most = n;
  for (let above = chance(n); above <= TAIL && most > 0; above += chance(most)) most--;
  return { least, most };
}
