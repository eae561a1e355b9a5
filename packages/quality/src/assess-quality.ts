import type { Evidence } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { columnPairTrends } from './column-pair-trends';
import { columnShapes } from './column-shapes';
import { compareColumns } from './compared-columns';
import { Pace, type Watcher } from './pace';
import { columnComparison } from './plots/column-comparison';
import { qualityScore } from './quality-score';
import { requireSameColumns } from './same-columns';
import { twoSampleAuc } from './two-sample-auc';

export interface QualityRequest extends Watcher {
  /** The real rows the model was trained on. */
  train: Frame;
  /** Real rows the model never saw; may be empty, then nothing that needs them is computed. */
  holdout: Frame;
  synthetic: Frame;
  /** The column to be predicted; measures of utility are about it. */
  target?: string;
  /** Rows of each table that a costly measure reads at most. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
}

/**
 * Fidelity of synthetic rows: column_shapes, column_pair_trends, quality_score, two_sample_auc, each with what real
 * held-out rows score. The three tables have the same columns in the same order.
 *
 * A measure that cannot be computed is marked so with a reason. Throws SOURCE_SCHEMA_MISMATCH if the columns differ and
 * RUN_CANCELLED if `stopRequested` answers true; both it and `report` are called several times a second.
 */
export async function assessQuality(request: QualityRequest): Promise<Evidence> {
  const { train, holdout, synthetic, sampleRows, seed } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  const pace = new Pace(request);
  const columns = compareColumns(train, holdout, synthetic);
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const shapes = await columnShapes(columns, pace);
  const trends = await columnPairTrends(columns, { seed, pace });
  const twoSample = await twoSampleAuc(columns, rows, { sampleRows, seed, pace });
  const free = columns.filter((c) => c.kind === 'free').map((c) => c.schema.name);
  return {
    version: 1,
    stage: 'quality',
    rows,
    measures: [shapes.measure, trends.measure, qualityScore(shapes.measure, trends.measure), twoSample.measure],
    columns: columns.map((c) => columnComparison(c, shapes.scores.get(c.schema.name)?.synthetic ?? null)),
    pairs: trends.worst,
    notes: [...excludedNote(free), ...trends.notes, ...twoSample.notes],
  };
}

const NAMES_IN_NOTE = 10;

function excludedNote(free: readonly string[]): string[] {
  if (free.length === 0) return [];
  const names = free.slice(0, NAMES_IN_NOTE).join(', ') + (free.length > NAMES_IN_NOTE ? ', …' : '');
  return [
    `Identifiers and texts are left out of every measure (${free.length}: ${names}); only their lengths are plotted.`,
  ];
}
