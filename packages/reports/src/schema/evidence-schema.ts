import type { ColumnComparison, Evidence, GateDecision, PairScore, RuleVerdict } from '@headwater/contracts';
import { columnScores, pairPlot, projection, segmentScores, telltale } from './detail-schema';
import { fairness } from './fairness-schema';
import { measure, stage } from './measure-schema';
import {
  definition,
  listOf,
  nullable,
  number,
  objectOf,
  oneOfWords,
  share,
  text,
  wholeNumber,
  type Schema,
} from './schema-of';
import { utility } from './utility-schema';

type Plot = ColumnComparison['plot'];
type Histogram = Extract<Plot, { kind: 'histogram' }>;
type Bars = Extract<Plot, { kind: 'bars' }>;

const verdict = oneOfWords(['pass', 'warn', 'block']);

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
    columnScores: listOf(columnScores),
    pairPlots: listOf(pairPlot),
    projection,
    telltales: listOf(telltale),
    segments: listOf(segmentScores),
    utility,
    fairness,
    notes: listOf(text),
  },
  {
    distances: true,
    columnScores: true,
    pairPlots: true,
    projection: true,
    telltales: true,
    segments: true,
    utility: true,
    fairness: true,
  },
);

const decision = objectOf<GateDecision>(
  {
    verdict,
    policy: text,
    policyVersion: wholeNumber,
    rules: listOf(
      objectOf<RuleVerdict>(
        { measure: text, verdict, score: nullable(number), rule: text, stage, reason: text },
        { reason: true },
      ),
    ),
    evidence: listOf(definition('artifact')),
  },
  { policyVersion: true },
);

export const evidenceDefinitions = { evidence, decision };
