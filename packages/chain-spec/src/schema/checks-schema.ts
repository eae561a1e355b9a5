import { SPEC_DEFAULTS } from '../defaults';
import type { JsonSchema } from './json-schema';
import { seedSchema } from './seed-schema';

const DEFAULTS = SPEC_DEFAULTS.checks;
/** Groups are compared by every pair of columns as well, and each segment adds a verdict to a decision, which is kept short. */
const MOST_COLUMNS = 8;

const columns = (description: string, example: string[]): JsonSchema => ({
  description,
  type: 'array',
  maxItems: MOST_COLUMNS,
  uniqueItems: true,
  items: { type: 'string', minLength: 1 },
  default: [],
  examples: [example],
});

export const checksSchema: JsonSchema = {
  description: 'How privacy and quality are measured.',
  type: 'object',
  additionalProperties: false,
  properties: {
    sampleRows: {
      description: 'Most rows per table that a costly measure looks at.',
      type: 'integer',
      minimum: 10,
      maximum: 10_000_000,
      default: DEFAULTS.sampleRows,
    },
    seed: seedSchema('Of the samples.'),
    mostRows: {
      description: 'Most rows per table that are judged at all; of a longer one as many are drawn. Memory follows it.',
      type: 'integer',
      minimum: 1000,
      maximum: 10_000_000,
      default: DEFAULTS.mostRows,
    },
    protected: columns('Columns that tell groups of people apart, which measures of fairness compare.', [
      'sex',
      'race',
    ]),
    positive: {
      description:
        'The class of the target that is the favourable outcome, for measures of fairness; of two classes the less ' +
        'frequent one when not given.',
      type: ['string', 'number', 'boolean', 'null'],
      minLength: 1,
      default: DEFAULTS.positive,
      examples: ['>50K', 1],
    },
    segments: columns(
      'Columns for each of whose levels fidelity is measured as well; policies judge them as `column_shapes@<column>`.',
      ['region'],
    ),
    shadowModels: {
      description:
        "Models trained beside the chain's own to attack it with, as an attacker would who knows the method; 0 for " +
        'none. Each costs a training.',
      type: 'integer',
      minimum: 0,
      maximum: 64,
      default: DEFAULTS.shadowModels,
    },
  },
};
