import type { Column } from '@headwater/tables';
import { countsIn } from './k-anonymity';

type Distance = (counts: ReadonlyMap<number, number>, rows: number) => number;

/**
 * How far the sensitive column's distribution within a class is from that of the whole table, at most: t-closeness by
 * earth mover's distance (Li, Li and Venkatasubramanian, ICDE 2007, section 5). Numbers, dates and time stamps use the
 * ordered distance over their distinct values, missing ones last; levels the equal distance. 0 to 1.
 */
export function tCloseness(classes: readonly Uint32Array[], sensitive: Column): number {
  const rows = classes.reduce((sum, some) => sum + some.length, 0);
  const counts = countsIn(everyRow(classes), sensitive);
  const distance = sensitive.kind === 'numeric' ? orderedDistance(counts, rows) : equalDistance(counts, rows);
  return classes.reduce((most, some) => Math.max(most, distance(countsIn(some, sensitive), some.length)), 0);
}

function* everyRow(classes: readonly Uint32Array[]): Iterable<number> {
  for (const rows of classes) yield* rows;
}

/** Moving a share to any other value costs 1: half the sum of differences, of which a class knows its own values' part. */
function equalDistance(all: ReadonlyMap<number, number>, total: number): Distance {
  return (counts, rows) => {
    let differences = 0;
    let elsewhere = 1;
    for (const [value, count] of counts) {
      const share = (all.get(value) as number) / total;
      differences += Math.abs(count / rows - share);
      elsewhere -= share;
    }
    return (differences + Math.max(0, elsewhere)) / 2;
  };
}

/**
 * Moving a share from the i-th to the j-th of m values costs |i - j| / (m - 1): the mean over i of |P_i - Q_i|, both
 * cumulative. A class's P is constant between its own values, so each stretch is two sums of Q on either side of P.
 */
function orderedDistance(all: ReadonlyMap<number, number>, total: number): Distance {
  const values = [...all.keys()].sort((a, b) => Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || a - b);
  const place = new Map(values.map((value, i) => [value, i]));
  const cumulative = new Float64Array(values.length);
  const sums = new Float64Array(values.length + 1);
  let reached = 0;
  for (const [i, value] of values.entries()) {
    reached += all.get(value) as number;
    cumulative[i] = reached / total;
    sums[i + 1] = (sums[i] as number) + cumulative[i];
  }
  const stretch = (from: number, to: number, level: number): number => {
    const turn = firstAbove(cumulative, level, from, to);
    const sum = (a: number, b: number): number => (sums[b] as number) - (sums[a] as number);
    return level * (turn - from) - sum(from, turn) + sum(turn, to) - level * (to - turn);
  };
  return (counts, rows) => {
    if (values.length < 2) return 0;
    const own = [...counts].map(([value, count]) => ({ at: place.get(value) as number, share: count / rows }));
    own.sort((a, b) => a.at - b.at);
    let work = stretch(0, own[0]?.at ?? 0, 0);
    let level = 0;
    for (const [i, { at, share }] of own.entries()) {
      level += share;
      work += stretch(at, own[i + 1]?.at ?? values.length, level);
    }
    return work / (values.length - 1);
  };
}

/** The first place from `from` on, before `to`, whose value is above `level`. */
function firstAbove(sorted: Float64Array, level: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= level) low = middle + 1;
    else high = middle;
  }
  return low;
}
