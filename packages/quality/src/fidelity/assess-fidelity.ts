import type { Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import type { QualityRequest } from '../assess-quality';
import { compareColumns } from '../compared-columns';
import { Pace } from '../pace';
import { requireSameColumns } from '../same-columns';
import { accuracyMeasures } from './accuracy/accuracy-measures';
import { collapseMeasures } from './collapse/collapse-measures';
import { neighbourMeasures } from './neighbours/neighbour-measures';
import { diagnosticReport } from './sdmetrics/diagnostic';
import { scoreColumns } from './sdmetrics/score-columns';

export interface FidelityRequest extends Omit<QualityRequest, 'target'> {
  /**
   * The real rows of the chain's first generation, which the measures of collapse hold every later one against; the
   * training rows where not given.
   */
  frozen?: Frame;
}

/**
 * The fidelity measures beyond those of assessQuality, each with what real rows score: SDMetrics' single-column measures
 * and diagnostic report, accuracy in the manner of mostlyai-qa, precision, recall, density, coverage, alpha-precision,
 * beta-recall and authenticity, and the measures of collapse. All tables have the same columns in the same order.
 *
 * A measure that cannot be computed has no score but a reason. Throws SOURCE_SCHEMA_MISMATCH if the columns differ and
 * RUN_CANCELLED if `stopRequested` answers true; both it and `report` are called several times a second.
 */
export async function assessFidelity(request: FidelityRequest): Promise<Measure[]> {
  const { train, holdout, synthetic, frozen = train, sampleRows, seed } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic, frozen });
  const pace = new Pace(request);
  await pace.turn({ note: 'measuring columns', done: 0, total: 1 });
  const columns = compareColumns(train, holdout, synthetic);
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const single = await scoreColumns(columns, pace);
  const diagnostic = diagnosticReport({ train, holdout, synthetic }, single.scores);
  const accuracy = await accuracyMeasures(columns, { seed, pace });
  const neighbours = await neighbourMeasures(columns, rows, { sampleRows, seed, pace });
  const original = frozen === train ? columns : compareColumns(frozen, holdout, synthetic);
  const collapse = await collapseMeasures(original, { ...rows, train: frozen.rows }, { sampleRows, seed, pace });
  return [...single.measures, ...diagnostic, ...accuracy.measures, ...neighbours, ...collapse];
}
