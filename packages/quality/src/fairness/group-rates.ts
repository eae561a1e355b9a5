/** Outcomes by row: the group, whether the true label is positive, whether the decision is. */
export interface Decisions {
  group: Int32Array;
  truth: Uint8Array;
  decided: Uint8Array;
}

/** Counts by group, of rows as often as they are drawn. */
export interface GroupTally {
  rows: Float64Array;
  positives: Float64Array;
  decided: Float64Array;
  /** Decided positive and positive. */
  hits: Float64Array;
}

/** Counts rows by group; `counts` says how often each is drawn. */
export function tally({ group, truth, decided }: Decisions, groups: number, counts: ArrayLike<number>): GroupTally {
  const zeros = (): Float64Array => new Float64Array(groups);
  const found: GroupTally = { rows: zeros(), positives: zeros(), decided: zeros(), hits: zeros() };
  for (let i = 0; i < group.length; i++) {
    const g = group[i] as number;
    const count = counts[i] as number;
    found.rows[g] = (found.rows[g] as number) + count;
    if (truth[i] === 1) found.positives[g] = (found.positives[g] as number) + count;
    if (decided[i] === 1) found.decided[g] = (found.decided[g] as number) + count;
    if (truth[i] === 1 && decided[i] === 1) found.hits[g] = (found.hits[g] as number) + count;
  }
  return found;
}

/** A rate a group has: a count over a count. */
export type Rate = (tally: GroupTally, group: number) => { of: number; among: number };

export const labelRate: Rate = (t, g) => ({ of: t.positives[g] as number, among: t.rows[g] as number });
export const selectionRate: Rate = (t, g) => ({ of: t.decided[g] as number, among: t.rows[g] as number });
export const truePositiveRate: Rate = (t, g) => ({ of: t.hits[g] as number, among: t.positives[g] as number });
export const falsePositiveRate: Rate = (t, g) => ({
  of: (t.decided[g] as number) - (t.hits[g] as number),
  among: (t.rows[g] as number) - (t.positives[g] as number),
});

/** The rate, or null in a group without a row that could have it. */
export function rateOf(rate: Rate, tally: GroupTally, group: number): number | null {
  const { of, among } = rate(tally, group);
  return among === 0 ? null : of / among;
}

/** Greatest less smallest rate over the groups given; groups without such rows are left out. null under two. */
export function difference(rate: Rate, tally: GroupTally, groups: readonly number[]): number | null {
  let least = Infinity;
  let most = -Infinity;
  let compared = 0;
  for (const group of groups) {
    const value = rateOf(rate, tally, group);
    if (value === null) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
    compared++;
  }
  return compared < 2 ? null : most - least;
}
