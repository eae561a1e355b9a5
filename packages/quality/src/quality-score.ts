import type { Measure } from '@headwater/contracts';
import { meanOfScored } from './mean';
import { measured, notComputed, type MeasureDefinition } from './measured';

const DEFINITION: MeasureDefinition = {
  name: 'quality_score',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'The mean of column shapes and column pair trends: one number for a first look, comparable with the quality score of SDMetrics.',
};

/** SDMetrics 0.32's overall quality score: the mean of the two, of one alone if the other could not be computed. */
export function qualityScore(shapes: Measure, trends: Measure): Measure {
  const since = performance.now();
  const score = meanOfScored([shapes.score, trends.score]);
  const reference = meanOfScored([shapes.reference, trends.reference]);
  if (score === null) return notComputed(DEFINITION, 'neither column shapes nor pair trends could be computed', since);
  return measured(DEFINITION, { score, reference }, since);
}
