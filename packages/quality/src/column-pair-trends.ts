import type { Measure, PairScore } from '@headwater/contracts';
import { chosenPairs } from './column-pairs/chosen-pairs';
import { PairTrends, type TrendColumn } from './column-pairs/pair-trend';
import type { ScorePair } from './column-scores';
import type { ComparedColumn } from './compared-columns';
import { meanOfScored } from './mean';
import { measured, notApplicable, notComputed, type MeasureDefinition } from './measured';
import type { Pace } from './pace';
import { WORST, worstOf } from './worst-of';

const DEFINITION: MeasureDefinition = {
  name: 'column_pair_trends',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'How alike columns that are clearly related in the training rows go together in the synthetic rows, averaged over such pairs: 1 is the same, 0 has nothing in common.',
};

const WORST_PAIRS = 30;

export interface ColumnPairTrends {
  measure: Measure;
  /** column_pair_trends_worst. */
  worstMeasure: Measure;
  /** Worst first, at most 30. */
  worst: PairScore[];
  notes: string[];
}

/** A pair that contributes, and its scores. */
export interface ScoredPair extends ScorePair {
  a: string;
  b: string;
}

export interface PairOptions {
  seed: number;
  pace: Pace;
  /** More pairs are sampled; 5,000 by default. */
  mostPairs?: number;
}

/**
 * Column Pair Trends of SDMetrics 0.32's quality report with its defaults (pairs related by more than 0.5 of Pearson's
 * correlation or 0.3 of Cramer's V; each sample in its own bins). The reference is the same of the held-out rows.
 */
export async function columnPairTrends(
  columns: readonly ComparedColumn[],
  options: PairOptions,
): Promise<ColumnPairTrends> {
  const since = performance.now();
  const usable = columns.filter((c): c is TrendColumn => c.kind !== 'free');
  const { scored, tried } = await scorePairs(usable, options);
  const total = (usable.length * (usable.length - 1)) / 2;
  const notes: string[] = [];
  if (tried < total)
    notes.push(`Pair trends: ${tried} of ${total} pairs of columns, a sample drawn with seed ${options.seed}.`);
  if (tried > 0) {
    notes.push(
      `Pair trends: ${scored.length} of ${tried} pairs count; the others are not clearly related in the training rows (correlation up to 0.5, Cramer's V up to 0.3).`,
    );
  }
  const score = meanOfScored(scored.map((p) => p.synthetic));
  const reference = meanOfScored(scored.map((p) => p.holdout));
  const measure =
    score === null
      ? none(DEFINITION, usable.length, scored.length, since)
      : measured(DEFINITION, { score, reference }, since);
  const worstMeasure =
    score === null
      ? none(WORST.pair, usable.length, scored.length, since)
      : worstOf(WORST.pair, scored, 'no pair has a score', since);
  return { measure, worstMeasure, worst: worstPairs(scored), notes };
}

/** The pairs that contribute, each with its scores, and how many were looked at. */
export async function scorePairs(
  columns: readonly TrendColumn[],
  { seed, pace, mostPairs }: PairOptions,
): Promise<{ scored: ScoredPair[]; tried: number }> {
  const trends = new PairTrends();
  const pairs = chosenPairs(columns.length, seed, mostPairs);
  const scored: ScoredPair[] = [];
  for (const [done, [i, j]] of pairs.entries()) {
    if (pace.due()) await pace.turn({ note: 'comparing pairs of columns', done, total: pairs.length });
    const [a, b] = [columns[i] as TrendColumn, columns[j] as TrendColumn];
    const found = trends.score(a, b);
    if (found !== null) scored.push({ a: a.schema.name, b: b.schema.name, ...found });
  }
  return { scored, tried: pairs.length };
}

function worstPairs(scored: readonly ScoredPair[]): PairScore[] {
  return scored
    .flatMap(({ a, b, synthetic }) => (synthetic === null ? [] : [{ a, b, score: synthetic }]))
    .sort((x, y) => x.score - y.score)
    .slice(0, WORST_PAIRS);
}

function none(definition: MeasureDefinition, usable: number, contributing: number, since: number): Measure {
  if (usable < 2) return notApplicable(definition, 'fewer than two columns can be compared', since);
  if (contributing === 0)
    return notApplicable(definition, 'no two columns are clearly related in the training rows', since);
  return notComputed(definition, 'the related columns have no comparable values in the synthetic rows', since);
}
