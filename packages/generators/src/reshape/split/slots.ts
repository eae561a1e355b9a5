/**
 * Shares `slots` slots out to levels by their rows, at least one each: by highest averages (Webster), which leaves the
 * slots about equal in rows. There must be as many slots as levels.
 */
export function shareSlots(rows: readonly number[], slots: number): number[] {
  const given = rows.map(() => 1);
  for (let left = slots - rows.length; left > 0; left--) {
    let best = 0;
    rows.forEach((n, k) => {
      if (n / (2 * (given[k] as number) + 1) > (rows[best] as number) / (2 * (given[best] as number) + 1)) best = k;
    });
    given[best]!++;
  }
  return given;
}
