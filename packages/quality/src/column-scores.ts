import type { ColumnScores, Measure } from '@headwater/contracts';
import { meanOfScored } from './mean';
import { measured, notComputed, type MeasureDefinition } from './measured';

/** A score against the synthetic rows, and the same against the held-out ones. */
export interface ScorePair {
  synthetic: number | null;
  holdout: number | null;
}

/** What one measure says of one column. */
export interface ColumnScore extends ScorePair {
  measure: string;
  column: string;
}

/** The mean over columns as one measure; `none` is the reason if there is nothing to average. */
export function overColumns(
  { name, family, better, meaning }: MeasureDefinition,
  scores: readonly ScorePair[],
  none: string,
  since: number,
): Measure {
  const definition: MeasureDefinition = { name, ...(family && { family }), better, meaning };
  const score = meanOfScored(scores.map((s) => s.synthetic));
  const reference = meanOfScored(scores.map((s) => s.holdout));
  if (score === null) return notComputed(definition, none, since);
  return measured(definition, { score, reference }, since);
}

/** The same scores gathered by column, in the columns' order; columns that nothing is said of are left out. */
export function byColumn(columns: readonly string[], scores: readonly ColumnScore[]): ColumnScores[] {
  const found = new Map(columns.map((column): [string, ColumnScores] => [column, { column, measures: {} }]));
  for (const { column, measure, synthetic, holdout } of scores) {
    const entry = found.get(column);
    if (entry !== undefined) entry.measures[measure] = { score: synthetic, reference: holdout };
  }
  return [...found.values()].filter(({ measures }) => Object.keys(measures).length > 0);
}
