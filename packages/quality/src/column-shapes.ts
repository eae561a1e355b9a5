import type { Measure } from '@headwater/contracts';
import { overColumns, type ColumnScore } from './column-scores';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn } from './compared-columns';
import type { MeasureDefinition } from './measured';
import type { Pace } from './pace';
import { ksComplement } from './single-column/ks-complement';
import { tvComplement } from './single-column/tv-complement';

const SHAPES: MeasureDefinition = {
  name: 'column_shapes',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'How alike each single column is distributed in training and synthetic rows, averaged over the columns: 1 is the same, 0 has nothing in common.',
};
const KS: MeasureDefinition = {
  name: 'ks_complement',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'How alike numbers and times are distributed in training and synthetic rows, averaged over their columns: one minus the greatest distance of the two distribution functions.',
};
const TV: MeasureDefinition = {
  name: 'tv_complement',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'How alike categories and booleans are distributed in training and synthetic rows, averaged over their columns: the share of rows that need not change their category.',
};

export interface ColumnShapes {
  /** column_shapes, ks_complement, tv_complement. */
  measures: [Measure, Measure, Measure];
  /** ks_complement or tv_complement by column; identifiers and texts have none. */
  scores: ColumnScore[];
}

/**
 * Column Shapes of SDMetrics 0.32's quality report: KSComplement of numbers and times, TVComplement of categories and
 * booleans, and their mean. The reference is the same score of the held-out rows against the training rows.
 */
export async function columnShapes(columns: readonly ComparedColumn[], pace: Pace): Promise<ColumnShapes> {
  const since = performance.now();
  const scores: ColumnScore[] = [];
  for (const [i, column] of columns.entries()) {
    if (pace.due()) await pace.turn({ note: 'comparing columns', done: i, total: columns.length });
    if (column.kind !== 'free') scores.push(shapeOf(column));
  }
  const none = 'column has values to compare in both the training and the synthetic rows';
  const of = (measure: string): ColumnScore[] => scores.filter((s) => s.measure === measure);
  return {
    measures: [
      overColumns(SHAPES, scores, `no ${none}`, since),
      overColumns(KS, of(KS.name), `no number or time ${none}`, since),
      overColumns(TV, of(TV.name), `no category or boolean ${none}`, since),
    ],
    scores,
  };
}

function shapeOf(column: ContinuousColumn | DiscreteColumn): ColumnScore {
  const { schema } = column;
  if (column.kind === 'continuous') {
    const of = (values: Float64Array): number | null => ksComplement(column.train, values, schema.type === 'decimal');
    return { measure: KS.name, column: schema.name, synthetic: of(column.synthetic), holdout: of(column.holdout) };
  }
  const of = (codes: Int32Array): number | null => tvComplement(column.train, codes, column.levels.length);
  return { measure: TV.name, column: schema.name, synthetic: of(column.synthetic), holdout: of(column.holdout) };
}
