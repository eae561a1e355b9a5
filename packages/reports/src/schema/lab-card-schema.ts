import {
  LAB_PROTOCOLS,
  MIXES,
  type ClosedFormRow,
  type FeedbackSpec,
  type LabCard,
  type LabChainCard,
  type LabChange,
  type LabCurve,
  type LabGeneration,
  type LabMeasure,
  type LabProtocolCard,
  type LabTable,
} from '@headwater/contracts';
import { COLLAPSE_STAGES, COLLAPSE_VERDICTS } from './generations-schema';
import { better } from './measure-schema';
import {
  flag,
  listOf,
  mapOf,
  nullable,
  number,
  objectOf,
  oneOfWords,
  range,
  sha256,
  share,
  text,
  wholeNumber,
  type Schema,
} from './schema-of';

const maybeGeneration = nullable(wholeNumber);
const stage = oneOfWords(COLLAPSE_STAGES);

const feedback = objectOf<FeedbackSpec>(
  {
    mix: oneOfWords(MIXES),
    realFloor: share,
    syntheticCeiling: share,
    mostGenerations: wholeNumber,
    budgetRows: nullable(wholeNumber),
    realShare: share,
    verify: flag,
    retrainOn: listOf(text),
    debounceSeconds: number,
  },
  {},
);

const table = objectOf<LabTable>(
  {
    name: text,
    sha256,
    realRows: wholeNumber,
    holdoutRows: wholeNumber,
    rows: wholeNumber,
    generations: wholeNumber,
    seeds: listOf(wholeNumber),
    target: nullable(text),
    parameters: { type: 'object' },
    feedback,
  },
  {},
);

const measure = objectOf<LabMeasure>({ name: text, better, stage: nullable(stage), reference: nullable(number) }, {});

const generation = objectOf<LabGeneration>(
  {
    generation: wholeNumber,
    syntheticShare: share,
    verdict: oneOfWords(COLLAPSE_VERDICTS),
    scores: mapOf(nullable(number)),
  },
  {},
);

const chain = objectOf<LabChainCard>(
  {
    seed: wholeNumber,
    generations: listOf(generation),
    firstWorse: { ...mapOf(wholeNumber), propertyNames: stage },
    earlyAt: maybeGeneration,
    collapsingAt: maybeGeneration,
    warnedAt: maybeGeneration,
    refusedAt: maybeGeneration,
    stoppedAt: maybeGeneration,
  },
  {},
);

const curve = objectOf<LabCurve>(
  {
    measure: text,
    points: listOf(
      objectOf<LabCurve['points'][number]>(
        { generation: wholeNumber, median: number, least: number, most: number },
        {},
      ),
    ),
  },
  {},
);

const change = objectOf<LabChange>(
  {
    measure: text,
    first: number,
    last: number,
    change: number,
    noise: number,
    margin: number,
    verdict: oneOfWords(['within', 'better', 'worse']),
  },
  {},
);

const closedForm = objectOf<ClosedFormRow>(
  {
    model: oneOfWords(['gaussian', 'linear-regression']),
    protocol: oneOfWords(['replace', 'accumulate', 'fresh-50']),
    rows: wholeNumber,
    inputs: wholeNumber,
    generation: wholeNumber,
    expected: number,
    simulated: number,
    interval: range('Of the mean over repetitions; of all rows together 95 %.'),
    repetitions: wholeNumber,
    within: flag,
  },
  { inputs: true },
);

/** JSON Schema (draft 2020-12) of the collapse laboratory's card. */
export const labCardSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Headwater collapse laboratory',
  description: 'What became of models that learn from the rows of earlier models, by protocol, generation and seed.',
  ...objectOf<LabCard>(
    {
      version: { const: 1 },
      table: { ...nullable(table), description: 'null where only the closed forms were computed.' },
      measures: listOf(measure),
      protocols: listOf(
        objectOf<LabProtocolCard>(
          {
            protocol: oneOfWords(LAB_PROTOCOLS),
            chains: listOf(chain),
            curves: listOf(curve),
            changes: listOf(change),
          },
          {},
        ),
      ),
      closedForms: listOf(closedForm),
      headwaterVersion: text,
    },
    {},
  ),
};
