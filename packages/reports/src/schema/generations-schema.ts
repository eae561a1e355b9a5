import type {
  CollapseSignal,
  CollapseStage,
  CollapseWarning,
  GenerationMeasures,
  GenerationTrend,
} from '@headwater/contracts';
import { better, interval } from './measure-schema';
import { flag, listOf, nullable, number, objectOf, oneOfWords, text, wholeNumber } from './schema-of';

export const COLLAPSE_STAGES: readonly CollapseStage[] = ['tails', 'coverage', 'spread', 'likelihood', 'marginals'];

export const COLLAPSE_VERDICTS: readonly CollapseWarning['verdict'][] = ['unknown', 'stable', 'early', 'collapsing'];

const stage = oneOfWords(COLLAPSE_STAGES);

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
    verdict: oneOfWords(COLLAPSE_VERDICTS),
    first: nullable(stage),
    latest: nullable(stage),
    signals: listOf(objectOf<CollapseSignal>({ measure: text, stage, trend, worsening: flag }, {})),
  },
  {},
);
