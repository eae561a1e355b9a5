import { MIXES } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import { durationSchema } from './duration-schema';
import type { JsonSchema } from './json-schema';

const DEFAULTS = SPEC_DEFAULTS.feedback;

function share(description: string, value: number): JsonSchema {
  return { description, type: 'number', minimum: 0, maximum: 1, default: value };
}

export const feedbackSchema: JsonSchema = {
  description:
    'When the chain learns anew, and from what. Without this section every run learns from the real rows alone.',
  type: 'object',
  additionalProperties: false,
  properties: {
    mix: {
      description:
        'What a new generation learns from: real rows alone (`real`); beside them the rows of every accepted generation ' +
        '(`accumulate`), drawn down to a fixed number (`accumulate-budget`); the last accepted generation beside new real ' +
        'rows (`fresh`) or the same real rows every time (`anchor`); it alone (`replace`, for experiments: models collapse).',
      enum: [...MIXES],
      default: DEFAULTS.mix,
    },
    realFloor: share('Least share of real rows among those learnt from.', DEFAULTS.realFloor),
    syntheticCeiling: share('Greatest share of synthetic rows among those learnt from.', DEFAULTS.syntheticCeiling),
    mostGenerations: {
      description: 'After so many generations without real rows that are new, it learns from real rows alone.',
      type: 'integer',
      minimum: 0,
      maximum: 1000,
      default: DEFAULTS.mostGenerations,
    },
    budgetRows: {
      description: 'Rows learnt from, with `accumulate-budget`; as many as there are real ones when not given.',
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 1_000_000_000,
      default: null,
    },
    realShare: share('Share of real rows, with `fresh` and `anchor`.', DEFAULTS.realShare),
    verify: {
      description:
        'Synthetic rows are learnt from only if they keep the rules, copy no training row and look like real ones.',
      type: 'boolean',
      default: DEFAULTS.verify,
    },
    retrainOn: {
      description: 'What asks for a new generation.',
      type: 'array',
      uniqueItems: true,
      items: { enum: ['drift', 'quality', 'utility', 'feedback', 'schedule'] },
      default: [...DEFAULTS.retrainOn],
    },
    debounce: {
      ...durationSchema('How long a new generation waits for further reasons: a whole number and s, m, h or d.', [
        '1h',
        '30m',
      ]),
      default: '1h',
    },
  },
};
