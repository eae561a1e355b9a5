/** First index of `sorted` (ascending) whose value is not below x. */
export function lowerBound(sorted: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the run of values equal to `sorted[start]` ends. */
export function runEnd(sorted: ArrayLike<number>, start: number): number {
  let end = start + 1;
  while (end < sorted.length && sorted[end] === sorted[start]) end++;
  return end;
}

/** Mean of `values[start … end - 1]`. */
export function meanOf(values: ArrayLike<number>, start: number, end: number): number {
  // Around the first value, so that large time stamps keep their low digits; divided first, so that nothing overflows.
  const base = values[start] ?? 0;
  const n = end - start;
  let sum = 0;
  for (let i = start; i < end; i++) sum += (values[i] as number) / n - base / n;
  return base + sum;
}

/** Place in `sorted` (ascending, not empty) of the value nearest to x; of two equally near, the lower. */
export function nearestIndex(sorted: ArrayLike<number>, x: number): number {
  const at = lowerBound(sorted, x);
  if (at === 0) return 0;
  if (at === sorted.length) return at - 1;
  return x - (sorted[at - 1] as number) <= (sorted[at] as number) - x ? at - 1 : at;
}
