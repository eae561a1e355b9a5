import type { ColumnComparison, Evidence, GateDecision, Measure, PairScore, RuleVerdict } from '@headwater/contracts';
import {
  definition,
  listOf,
  nullable,
  number,
  objectOf,
  oneOfWords,
  text,
  wholeNumber,
  type Schema,
} from './schema-of';

type Plot = ColumnComparison['plot'];
type Histogram = Extract<Plot, { kind: 'histogram' }>;
type Bars = Extract<Plot, { kind: 'bars' }>;

const stage = oneOfWords(['privacy', 'quality']);
const verdict = oneOfWords(['pass', 'warn', 'block']);

const measure = objectOf<Measure>(
  {
    name: text,
    score: nullable(number),
    better: oneOfWords(['higher', 'lower']),
    reference: { ...nullable(number), description: 'What real rows score on the same measure.' },
    interval: nullable({
      type: 'array',
      prefixItems: [number, number],
      minItems: 2,
      maxItems: 2,
      description: '95 % interval.',
    }),
    seconds: number,
    reason: { ...text, description: 'Why there is no score.' },
    meaning: text,
  },
  { reason: true },
);

const plot: Schema = {
  oneOf: [
    objectOf<Histogram>(
      {
        kind: { const: 'histogram' },
        edges: {
          ...listOf(number),
          description: 'One more than bins. Dates in days since 1970-01-01, time stamps in milliseconds.',
        },
        real: listOf(number),
        synthetic: listOf(number),
        temporal: oneOfWords(['date', 'timestamp']),
      },
      { temporal: true },
    ),
    objectOf<Bars>(
      {
        kind: { const: 'bars' },
        labels: listOf(text),
        real: listOf(number),
        synthetic: listOf(number),
        others: wholeNumber,
      },
      {},
    ),
  ],
};

const share: Schema = { type: 'number', minimum: 0, maximum: 1 };

const column = objectOf<ColumnComparison>(
  {
    name: text,
    type: text,
    score: nullable(number),
    missing: objectOf<ColumnComparison['missing']>({ real: share, synthetic: share }, {}),
    plot,
  },
  {},
);

const evidence = objectOf<Evidence>(
  {
    version: { const: 1 },
    stage,
    rows: objectOf<Evidence['rows']>({ train: wholeNumber, holdout: wholeNumber, synthetic: wholeNumber }, {}),
    measures: listOf(measure),
    columns: listOf(column),
    pairs: listOf(objectOf<PairScore>({ a: text, b: text, score: number }, {})),
    distances: objectOf<NonNullable<Evidence['distances']>>(
      { edges: listOf(number), syntheticToTrain: listOf(number), syntheticToHoldout: listOf(number) },
      {},
    ),
    notes: listOf(text),
  },
  { distances: true },
);

const decision = objectOf<GateDecision>(
  {
    verdict,
    policy: text,
    rules: listOf(
      objectOf<RuleVerdict>(
        { measure: text, verdict, score: nullable(number), rule: text, stage, reason: text },
        { reason: true },
      ),
    ),
    evidence: listOf(definition('artifact')),
  },
  {},
);

export const evidenceDefinitions = { evidence, decision };
