import type { ScorePair } from '../../column-scores';
import type { ComparedColumn } from '../../compared-columns';
import type { MeasureDefinition } from '../../measured';
import { boundaryAdherence, rangeCoverage } from './boundaries';
import { categoryAdherence, categoryCoverage } from './categories';
import { missingValueSimilarity } from './missing-value-similarity';
import { statisticSimilarity, type Statistic } from './statistic-similarity';

/** A measure of single columns; its score of a table is the mean over the columns it applies to. */
export interface ColumnMeasure extends MeasureDefinition {
  /** What is said when no column could be scored. */
  none: string;
  /** undefined for a column that it is not about; null where it cannot be computed. */
  of(column: ComparedColumn, side: keyof ScorePair): number | null | undefined;
}

const NO_RANGE = 'no number or time column varies in the real rows';
const NO_LEVELS = 'no category or boolean column has values';

/** The single-column measures of SDMetrics 0.32, by their own names. */
export const COLUMN_MEASURES: readonly ColumnMeasure[] = [
  {
    name: 'boundary_adherence',
    family: 'fidelity',
    better: 'higher',
    meaning: 'The share of synthetic numbers and times that lie between the least and the greatest real one.',
    none: 'no number or time column has values',
    of: (c, side) => (c.kind === 'continuous' ? boundaryAdherence(c.train, c[side]) : undefined),
  },
  {
    name: 'category_adherence',
    family: 'fidelity',
    better: 'higher',
    meaning: 'The share of synthetic category values that occur among the real ones.',
    none: NO_LEVELS,
    of: (c, side) => (c.kind === 'discrete' ? categoryAdherence(c.train, c[side], c.levels.length) : undefined),
  },
  {
    name: 'category_coverage',
    family: 'fidelity',
    better: 'higher',
    meaning: 'The share of real categories that the synthetic rows still have.',
    none: NO_LEVELS,
    of: (c, side) => (c.kind === 'discrete' ? categoryCoverage(c.train, c[side], c.levels.length) : undefined),
  },
  {
    name: 'range_coverage',
    family: 'fidelity',
    better: 'higher',
    meaning:
      'How much of the range of real numbers and times the synthetic ones reach, from the least to the greatest.',
    none: NO_RANGE,
    of: (c, side) => (c.kind === 'continuous' ? rangeCoverage(c.train, c[side]) : undefined),
  },
  {
    name: 'missing_value_similarity',
    family: 'fidelity',
    better: 'higher',
    meaning: 'How alike the shares of missing values are, column by column: 1 is the same.',
    none: 'there are no rows to compare',
    of: (c, side) => missingValueSimilarity(c.train, c[side]),
  },
  similarityOf('mean', 'averages'),
  similarityOf('median', 'middle values'),
  similarityOf('std', 'standard deviations'),
];

function similarityOf(statistic: Statistic, words: string): ColumnMeasure {
  return {
    name: `statistic_similarity_${statistic}`,
    family: 'fidelity',
    better: 'higher',
    meaning: `How alike the ${words} of numbers and times are, as a part of the real range: 1 is the same.`,
    none: NO_RANGE,
    of: (c, side) => (c.kind === 'continuous' ? statisticSimilarity(c.train, c[side], statistic) : undefined),
  };
}
