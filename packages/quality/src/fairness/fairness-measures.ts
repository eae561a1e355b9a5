import type { DifferenceName, FairnessGrouping, GroupDifference, Measure } from '@headwater/contracts';
import { measured, notComputed } from '../measured';
import { AMPLIFICATION, DIFFERENCE, REPRESENTATION } from './definitions';

/** A measure, and a note on whom it is about. */
export interface NotedMeasure {
  measure: Measure;
  note: string | null;
}

const NONE_COMPARES = 'no two groups have rows enough to be compared';

/** The greatest distance of shares over the groupings. */
export function representationMeasure(groupings: readonly FairnessGrouping[], since: number): NotedMeasure {
  const found = groupings.flatMap((grouping) =>
    grouping.representation === null ? [] : [{ grouping, ...grouping.representation }],
  );
  const worst = greatest(found, (r) => r.distance);
  if (worst === null) return { measure: notComputed(REPRESENTATION, 'a table has no rows', since), note: null };
  const { distance, reference, interval, grouping } = worst;
  return {
    measure: measured(REPRESENTATION, { score: distance, reference, ...(interval && { interval }) }, since),
    note: noteOn(REPRESENTATION.name, grouping),
  };
}

/** The greatest difference of the synthetic side, beside that of the real side for the same grouping. */
export function differenceMeasure(
  name: DifferenceName,
  groupings: readonly FairnessGrouping[],
  since: number,
): NotedMeasure {
  const found = differencesOf(groupings).filter((d) => d.difference.name === name);
  const worst = greatest(found, (d) => d.difference.synthetic);
  if (worst?.difference.synthetic == null)
    return { measure: notComputed(DIFFERENCE[name], NONE_COMPARES, since), note: null };
  const { synthetic: score, real: reference, interval } = worst.difference;
  return {
    measure: measured(DIFFERENCE[name], { score, reference, ...(interval && { interval }) }, since),
    note: noteOn(name, worst.grouping),
  };
}

/**
 * Of all differences and groupings the amplification whose interval begins highest. The intervals hold for all of them
 * at once, so that looking at many does not raise an alarm by chance.
 */
export function amplificationMeasure(groupings: readonly FairnessGrouping[], since: number): NotedMeasure {
  const found = differencesOf(groupings);
  const worst = greatest(found, (d) => d.difference.amplificationInterval?.[0] ?? null);
  if (worst?.difference.amplification == null)
    return { measure: notComputed(AMPLIFICATION, NONE_COMPARES, since), note: null };
  const { amplification: score, amplificationInterval: interval, name, verdict } = worst.difference;
  return {
    measure: measured(AMPLIFICATION, { score, ...(interval && { interval }) }, since),
    note: `${noteOn(AMPLIFICATION.name, worst.grouping)} It is the ${name}, ${verdict ?? 'without an interval'}; the intervals of all ${found.length} differences hold together (95 %).`,
  };
}

function differencesOf(
  groupings: readonly FairnessGrouping[],
): { grouping: FairnessGrouping; difference: GroupDifference }[] {
  return groupings.flatMap((grouping) =>
    (grouping.outcome?.differences ?? []).map((difference) => ({ grouping, difference })),
  );
}

function greatest<T>(of: readonly T[], value: (t: T) => number | null): T | null {
  let best: T | null = null;
  let most = -Infinity;
  for (const one of of) {
    const v = value(one);
    if (v === null || v <= most) continue;
    most = v;
    best = one;
  }
  return best;
}

function noteOn(measure: string, { attributes }: FairnessGrouping): string {
  return `${measure} is that of ${attributes.join(' × ')}.`;
}
