import type { Measure } from '@headwater/contracts';
import type { ComparedColumn } from '../../compared-columns';
import type { ScorePair } from '../../column-shapes';
import { meanOfScored } from '../../mean';
import { measured, notComputed } from '../../measured';
import type { Pace } from '../../pace';
import { COLUMN_MEASURES, type ColumnMeasure } from './column-measures';

/** What one measure says of one column. */
export interface ColumnScore extends ScorePair {
  measure: string;
  column: string;
}

/** Every single-column measure of SDMetrics: per column, and as a measure of the table. */
export async function scoreColumns(
  columns: readonly ComparedColumn[],
  pace: Pace,
): Promise<{ measures: Measure[]; scores: ColumnScore[] }> {
  const measures: Measure[] = [];
  const scores: ColumnScore[] = [];
  for (const [i, measure] of COLUMN_MEASURES.entries()) {
    const since = performance.now();
    const progress = { note: `measuring ${measure.name}`, done: i, total: COLUMN_MEASURES.length };
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

/** The mean over columns as one measure; `none` is the reason if there is nothing to average. */
export function overColumns(
  definition: Pick<Measure, 'name' | 'better' | 'meaning'>,
  scores: readonly ScorePair[],
  none: string,
  since: number,
): Measure {
  const { name, better, meaning } = definition;
  const score = meanOfScored(scores.map((s) => s.synthetic));
  const reference = meanOfScored(scores.map((s) => s.holdout));
  if (score === null) return notComputed({ name, better, meaning }, none, since);
  return measured({ name, better, meaning }, { score, reference }, since);
}

function scoreOf(measure: ColumnMeasure, column: ComparedColumn): ScorePair | null {
  const synthetic = measure.of(column, 'synthetic');
  if (synthetic === undefined) return null;
  return { synthetic, holdout: column.holdout.length === 0 ? null : (measure.of(column, 'holdout') ?? null) };
}
