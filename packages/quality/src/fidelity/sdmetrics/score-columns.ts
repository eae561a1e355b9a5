import type { Measure } from '@headwater/contracts';
import { overColumns, type ColumnScore, type ScorePair } from '../../column-scores';
import type { ComparedColumn } from '../../compared-columns';
import type { Pace } from '../../pace';
import { COLUMN_MEASURES, type ColumnMeasure } from './column-measures';

/** Single-column measures, by default those of SDMetrics: per column, and as measures of the table. */
export async function scoreColumns(
  columns: readonly ComparedColumn[],
  pace: Pace,
  wanted: readonly ColumnMeasure[] = COLUMN_MEASURES,
): Promise<{ measures: Measure[]; scores: ColumnScore[] }> {
  const measures: Measure[] = [];
  const scores: ColumnScore[] = [];
  for (const [i, measure] of wanted.entries()) {
    const since = performance.now();
    const progress = { note: `measuring ${measure.name}`, done: i, total: wanted.length };
    const found: ColumnScore[] = [];
    for (const column of columns) {
      if (pace.due()) await pace.turn(progress);
      const score = scoreOf(measure, column);
      if (score !== null) found.push({ measure: measure.name, column: column.schema.name, ...score });
    }
    scores.push(...found);
    measures.push(overColumns(measure, found, measure.none, since));
  }
  return { measures, scores };
}

function scoreOf(measure: ColumnMeasure, column: ComparedColumn): ScorePair | null {
  const synthetic = measure.of(column, 'synthetic');
  if (synthetic === undefined) return null;
  return { synthetic, holdout: column.holdout.length === 0 ? null : (measure.of(column, 'holdout') ?? null) };
}
