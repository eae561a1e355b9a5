import type { ColumnScores, PairAxis, PairPlot, Projection, SegmentScores, Telltale } from '@headwater/contracts';
import { partScore } from './measure-schema';
import { listOf, mapOf, number, objectOf, oneOfWords, share, text, wholeNumber, type Schema } from './schema-of';

type Edges = Extract<PairAxis, { kind: 'edges' }>;
type Labels = Extract<PairAxis, { kind: 'labels' }>;

export const columnScores = objectOf<ColumnScores>({ column: text, measures: mapOf(partScore) }, {});

export const telltale = objectOf<Telltale>({ column: text, importance: number }, {});

export const segmentScores = objectOf<SegmentScores>(
  {
    column: text,
    level: text,
    rows: objectOf<SegmentScores['rows']>({ train: wholeNumber, holdout: wholeNumber, synthetic: wholeNumber }, {}),
    measures: mapOf(partScore),
    reason: { ...text, description: 'Why there are no measures.' },
  },
  { reason: true },
);

const axis: Schema = {
  oneOf: [
    objectOf<Edges>(
      {
        kind: { const: 'edges' },
        column: text,
        edges: { ...listOf(number), description: 'One more than bins; dates in days, time stamps in milliseconds.' },
        temporal: oneOfWords(['date', 'timestamp']),
      },
      { temporal: true },
    ),
    objectOf<Labels>({ kind: { const: 'labels' }, column: text, labels: listOf(text) }, {}),
  ],
};

const cells: Schema = { ...listOf(share), description: 'Shares of all rows, y outer, x inner.' };

export const pairPlot = objectOf<PairPlot>({ score: number, x: axis, y: axis, real: cells, synthetic: cells }, {});

export const projection = objectOf<Projection>(
  {
    explained: { type: 'array', prefixItems: [share, share], minItems: 2, maxItems: 2 },
    xEdges: listOf(number),
    yEdges: listOf(number),
    real: cells,
    synthetic: cells,
    rows: wholeNumber,
  },
  {},
);
