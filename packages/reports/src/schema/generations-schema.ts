import type {
  CollapseSignal,
  CollapseStage,
  CollapseWarning,
  GenerationMeasures,
  GenerationTrend,
} from '@headwater/contracts';
import { better, interval } from './measure-schema';
import { flag, listOf, nullable, number, objectOf, oneOfWords, text, wholeNumber } from './schema-of';

const STAGES: readonly CollapseStage[] = ['tails', 'coverage', 'spread', 'likelihood', 'marginals'];

const stage = oneOfWords(STAGES);

export const generation = objectOf<GenerationMeasures>(
  {
    generation: wholeNumber,
    measures: listOf(
      objectOf<GenerationMeasures['measures'][number]>({ name: text, score: nullable(number), better }, {}),
    ),
  },
  {},
);

const trend = objectOf<GenerationTrend>(
  { slope: number, interval: { ...interval, description: 'Of the slope.' }, start: number, points: wholeNumber },
  {},
);

export const collapse = objectOf<CollapseWarning>(
  {
    verdict: oneOfWords(['unknown', 'stable', 'early', 'collapsing']),
    first: nullable(stage),
    latest: nullable(stage),
    signals: listOf(objectOf<CollapseSignal>({ measure: text, stage, trend, worsening: flag }, {})),
  },
  {},
);
