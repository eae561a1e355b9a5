import type { AmplificationVerdict, DifferenceName, GroupDifference } from '@headwater/contracts';
import { percentileInterval } from '../utility/bootstrap';
import { jointIntervals } from './joint-intervals';

/** A difference of the real and of the synthetic side. */
export type Sides = readonly [real: number | null, synthetic: number | null];

/** A difference and its bootstrap replicates; those of all differences are drawn together. */
export interface ResampledDifference {
  name: DifferenceName;
  sides: Sides;
  replicates: readonly Sides[];
}

/** What synthesis does to each difference; the intervals of amplification hold for all of them at once. */
export function groupDifferences(found: readonly ResampledDifference[]): GroupDifference[] {
  const known = found.filter((d) => amplified(d.sides) !== null);
  const intervals = jointIntervals(
    known.map((d) => amplified(d.sides) as number),
    known.map((d) => d.replicates.map(amplified)),
  );
  return found.map((d) => {
    const [real, synthetic] = d.sides;
    const amplificationInterval = intervals[known.indexOf(d)] ?? null;
    return {
      name: d.name,
      real,
      synthetic,
      interval: amplified(d.sides) === null ? null : percentileInterval(d.replicates.flatMap(syntheticOf)),
      amplification: amplified(d.sides),
      amplificationInterval,
      verdict: verdictOf(amplificationInterval),
    };
  });
}

function amplified([real, synthetic]: Sides): number | null {
  return real === null || synthetic === null ? null : synthetic - real;
}

function syntheticOf(sides: Sides): number[] {
  return amplified(sides) === null ? [] : [sides[1] as number];
}

function verdictOf(interval: [number, number] | null): AmplificationVerdict | null {
  if (interval === null) return null;
  if (interval[0] > 0) return 'amplified';
  return interval[1] < 0 ? 'reduced' : 'unclear';
}
