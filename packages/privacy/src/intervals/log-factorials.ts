/** log(n!) for n from 0 to `most`. */
export function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) logs[n] = (logs[n - 1] as number) + Math.log(n);
  return logs;
}
