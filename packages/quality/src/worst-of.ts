import type { Measure } from '@headwater/contracts';
import type { ScorePair } from './column-scores';
import { measured, notComputed, type MeasureDefinition } from './measured';

const worst = (name: string, meaning: string): MeasureDefinition => ({
  name,
  family: 'fidelity',
  better: 'higher',
  meaning,
});

/** What a mean over columns or pairs hides: one that is spoilt among many that are not. */
export const WORST = {
  shape: worst(
    'column_shapes_worst',
    'How alike the single column that differs most is distributed in training and synthetic rows; the reference is that of the column in which held-out rows differ most.',
  ),
  pair: worst(
    'column_pair_trends_worst',
    'How alike the pair of columns that differs most is related in training and synthetic rows; the reference is that of the pair in which held-out rows differ most.',
  ),
};

/** The lowest of the scores, and the lowest of those of held-out rows; `none` is the reason if there is none. */
export function worstOf(
  definition: MeasureDefinition,
  scores: readonly ScorePair[],
  none: string,
  since: number,
): Measure {
  const lowest = (side: keyof ScorePair): number | null =>
    scores.reduce<number | null>(
      (least, { [side]: score }) => (score === null ? least : Math.min(least ?? 1, score)),
      null,
    );
  const score = lowest('synthetic');
  if (score === null) return notComputed(definition, none, since);
  return measured(definition, { score, reference: lowest('holdout') }, since);
}
