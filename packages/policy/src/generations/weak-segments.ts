import type { Feedback, TargetedSegment } from '@headwater/contracts';

/** Below this, of at most 1, a consumer's score is weak. */
const WEAK = 0.7;
const MOST_SEGMENTS = 5;
/** Of a run's rows: the most for one segment, at score 0. Five segments together are at most a quarter. */
const MOST_SHARE = 0.05;
const LEAST_SHARE = 0.005;

/** Whether the scores of a feedback ask for a new generation: their mean is weak, or a segment is. */
export function feedbackAsksRetraining(feedback: Pick<Feedback, 'scores' | 'segments'>): boolean {
  const scores = Object.values(feedback.scores);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return mean < WEAK || feedback.segments.some(({ score }) => score < WEAK);
}

/**
 * The weakest segments of a feedback, at most five, with the rows to be made of each on top of the others: the weaker the
 * more, at most 5 % of a run's rows each. A segment named twice counts once, by its lowest score.
 */
export function targetsOf({ segments }: Pick<Feedback, 'segments'>): TargetedSegment[] {
  const lowest = new Map<string, Feedback['segments'][number]>();
  for (const segment of segments) {
    const key = JSON.stringify([segment.column, segment.value]);
    if (segment.score < (lowest.get(key)?.score ?? WEAK)) lowest.set(key, segment);
  }
  return [...lowest.values()]
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST_SEGMENTS)
    .map(({ column, value, score }) => ({
      column,
      value,
      share: Math.max(LEAST_SHARE, Number((MOST_SHARE * (1 - score / WEAK)).toFixed(4))),
    }));
}
