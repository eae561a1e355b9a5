/** Mean of what could be scored, as SDMetrics averages; null if nothing could. */
export function meanOfScored(scores: Iterable<number | null>): number | null {
  let sum = 0;
  let n = 0;
  for (const score of scores) {
    if (score === null) continue;
    sum += score;
    n++;
  }
  return n === 0 ? null : sum / n;
}
