import type { Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import type { ColumnScore } from '../column-scores';
import { compareColumns, type ComparedColumn, type Trio } from '../compared-columns';
import type { Pace } from '../pace';
import type { AccuracyScore } from './accuracy/accuracy';
import { accuracyMeasures } from './accuracy/accuracy-measures';
import { collapseMeasures } from './collapse/collapse-measures';
import { neighbourMeasures } from './neighbours/neighbour-measures';
import { diagnosticReport, keyScores } from './sdmetrics/diagnostic';
import { scoreColumns } from './sdmetrics/score-columns';

export interface FidelityTables extends Trio<Frame> {
  /** The real rows of the chain's first generation, which the measures of collapse hold every later one against. */
  frozen: Frame;
}

export interface FidelityAssessment {
  measures: Measure[];
  /** What the single-column measures, those of collapse and the accuracy of single columns say, by column. */
  scores: ColumnScore[];
  notes: string[];
}

/**
 * SDMetrics' single-column measures and diagnostic report, accuracy in the manner of mostlyai-qa, precision, recall,
 * density, coverage, alpha-precision, beta-recall and authenticity, and the measures of collapse; each with what real
 * rows score. `columns` are those of the tables' train, holdout and synthetic. A measure that cannot be computed has no
 * score but a reason.
 * @throws HeadwaterError RUN_CANCELLED
 */
export async function assessFidelity(
  tables: FidelityTables,
  columns: readonly ComparedColumn[],
  options: { sampleRows: number; seed: number; pace: Pace },
): Promise<FidelityAssessment> {
  const { train, holdout, synthetic, frozen } = tables;
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const single = await scoreColumns(columns, options.pace);
  const ofColumns = [...single.scores, ...keyScores(tables)];
  const diagnostic = diagnosticReport(tables, ofColumns);
  const accuracy = await accuracyMeasures(columns, options);
  const neighbours = await neighbourMeasures(columns, rows, options);
  const original = frozen === train ? columns : compareColumns(frozen, holdout, synthetic);
  const collapse = await collapseMeasures(original, { ...rows, train: frozen.rows }, options);
  return {
    measures: [...single.measures, ...diagnostic, ...accuracy.measures, ...neighbours.measures, ...collapse.measures],
    scores: [...ofColumns, ...accuracy.scores.univariate.map(asColumnScore), ...collapse.scores],
    notes: neighbours.notes,
  };
}

function asColumnScore({ columns, synthetic, expectedMaximum }: AccuracyScore): ColumnScore {
  return { measure: 'accuracy_univariate', column: columns[0] as string, synthetic, holdout: expectedMaximum };
}
