import type { Measure } from '@headwater/contracts';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn } from './compared-columns';
import { meanOfScored } from './mean';
import { measured, notComputed, type MeasureDefinition } from './measured';
import type { Pace } from './pace';
import { ksComplement, sortedPresent } from './single-column/ks-complement';
import { tvComplement } from './single-column/tv-complement';

const DEFINITION: MeasureDefinition = {
  name: 'column_shapes',
  better: 'higher',
  meaning:
    'How alike each single column is distributed in training and synthetic rows, averaged over the columns: 1 is the same, 0 has nothing in common.',
};

/** A score against the synthetic rows, and the same against the held-out ones. */
export interface ScorePair {
  synthetic: number | null;
  holdout: number | null;
}

export interface ColumnShapes {
  measure: Measure;
  /** KSComplement or TVComplement by column name; identifiers and texts have none. */
  scores: Map<string, ScorePair>;
}

/**
 * Column Shapes of SDMetrics 0.32's quality report: KSComplement of numbers and times, TVComplement of categories and
 * booleans, and their mean. The reference is the same score of the held-out rows against the training rows.
 */
export async function columnShapes(columns: readonly ComparedColumn[], pace: Pace): Promise<ColumnShapes> {
  const since = performance.now();
  const scores = new Map<string, ScorePair>();
  await pace.turn({ note: 'comparing columns', done: 0, total: columns.length });
  for (const [i, column] of columns.entries()) {
    if (pace.due()) await pace.turn({ note: 'comparing columns', done: i, total: columns.length });
    if (column.kind === 'continuous') scores.set(column.schema.name, continuousShape(column));
    if (column.kind === 'discrete') scores.set(column.schema.name, discreteShape(column));
  }
  const score = meanOfScored([...scores.values()].map((s) => s.synthetic));
  const reference = meanOfScored([...scores.values()].map((s) => s.holdout));
  const measure =
    score === null
      ? notComputed(DEFINITION, 'no column has values to compare in both the training and the synthetic rows', since)
      : measured(DEFINITION, { score, reference }, since);
  return { measure, scores };
}

function continuousShape(column: ContinuousColumn): ScorePair {
  const decimals = column.schema.type === 'decimal';
  const train = sortedPresent(column.train, decimals);
  return {
    synthetic: ksComplement(train, sortedPresent(column.synthetic, decimals)),
    holdout: ksComplement(train, sortedPresent(column.holdout, decimals)),
  };
}

function discreteShape({ train, synthetic, holdout, levels }: DiscreteColumn): ScorePair {
  return {
    synthetic: tvComplement(train, synthetic, levels.length),
    holdout: tvComplement(train, holdout, levels.length),
  };
}
