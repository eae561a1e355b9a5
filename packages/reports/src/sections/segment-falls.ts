import type { SegmentScores } from '@headwater/contracts';
import { measureTitle } from '../measures/measure-title';

/** Measures between 0 and 1 of which more is better, the first that segments have is what they are ranked by. */
const RANKED_BY = ['column_shapes', 'accuracy_univariate', 'column_pair_trends'] as const;

export interface SegmentFall {
  segment: SegmentScores;
  title: string;
  synthetic: number;
  real: number | null;
}

/** The measure by which segments are compared; null when they have none of those that can be. */
export function rankingMeasure(segments: readonly SegmentScores[]): string | null {
  return RANKED_BY.find((name) => segments.some((s) => typeof s.measures[name]?.score === 'number')) ?? null;
}

/** Segments with a score, the lowest first. */
export function segmentFalls(segments: readonly SegmentScores[]): SegmentFall[] {
  const name = rankingMeasure(segments);
  if (name === null) return [];
  const title = measureTitle(name);
  return segments
    .flatMap((segment): SegmentFall[] => {
      const part = segment.measures[name];
      return part === undefined || part.score === null
        ? []
        : [{ segment, title, synthetic: part.score, real: part.reference }];
    })
    .sort((a, b) => a.synthetic - b.synthetic);
}
