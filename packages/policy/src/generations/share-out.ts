/**
 * `total` in whole parts as the weights are to each other, by largest remainders, the first one winning a tie; no part is
 * above its weight. Where the weights are fewer than the total, the parts are the weights.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= total) return [...weights];
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const remainder = (k: number): number => (exact[k] as number) - (parts[k] as number);
  const order = weights.map((_, k) => k).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const k of order) {
    if (left === 0) break;
    if ((parts[k] as number) >= (weights[k] as number)) continue;
    parts[k] = (parts[k] as number) + 1;
    left--;
  }
  return parts;
}
