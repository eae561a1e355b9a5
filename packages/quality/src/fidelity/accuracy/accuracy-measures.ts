import type { Measure } from '@headwater/contracts';
import { chosenPairs } from '../../column-pairs/chosen-pairs';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn } from '../../compared-columns';
import { meanOfScored } from '../../mean';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import type { Pace } from '../../pace';
import { accuracyOf, type AccuracyScore } from './accuracy';
import { binColumn, type BinnedColumn } from './binned-column';
import { chosenTriples } from './chosen-triples';

type Arity = 'univariate' | 'bivariate' | 'trivariate';

const OF: Record<Arity, { one: string; columns: number }> = {
  univariate: { one: 'single columns', columns: 1 },
  bivariate: { one: 'pairs of columns', columns: 2 },
  trivariate: { one: 'triples of columns', columns: 3 },
};

/**
 * accuracy_univariate, accuracy_bivariate, accuracy_trivariate and their mean, accuracy, in the manner of mostlyai-qa
 * 1.10: distributions in ten bins of training quantiles or ten frequent levels. `reference` is the expected maximum:
 * what as many real rows would score. All rows count; above 5,000 pairs and 1,000 triples a seeded sample is scored.
 */
export async function accuracyMeasures(
  columns: readonly ComparedColumn[],
  options: { seed: number; pace: Pace },
): Promise<{ measures: Measure[]; scores: Record<Arity, AccuracyScore[]> }> {
  const begun = performance.now();
  const usable = columns.filter((c): c is ContinuousColumn | DiscreteColumn => c.kind !== 'free');
  const empty = usable.some((c) => c.train.length === 0 || c.synthetic.length === 0);
  const binned = empty ? [] : usable.map(binColumn);
  const chosen: Record<Arity, readonly (readonly number[])[]> = {
    univariate: binned.map((_, i) => [i]),
    bivariate: chosenPairs(binned.length, options.seed),
    trivariate: chosenTriples(binned.length, options.seed),
  };
  const scores: Record<Arity, AccuracyScore[]> = { univariate: [], bivariate: [], trivariate: [] };
  const measures: Measure[] = [];
  for (const arity of ['univariate', 'bivariate', 'trivariate'] as const) {
    const since = performance.now();
    scores[arity] = await scoreSets(binned, chosen[arity], `comparing ${OF[arity].one}`, options.pace);
    const none = empty
      ? 'there are no rows to compare'
      : `it needs ${OF[arity].columns} columns that can be compared, and has ${usable.length}`;
    measures.push(overSets(definitionOf(arity), scores[arity], none, since));
  }
  const score = meanOfScored(measures.map((m) => m.score));
  const reference = meanOfScored(measures.map((m) => m.reference));
  const overall =
    score === null
      ? notComputed(OVERALL, 'none of its parts could be computed', begun)
      : measured(OVERALL, { score, reference }, begun);
  return { measures: [overall, ...measures], scores };
}

async function scoreSets(
  binned: readonly BinnedColumn[],
  sets: readonly (readonly number[])[],
  note: string,
  pace: Pace,
): Promise<AccuracyScore[]> {
  const scores: AccuracyScore[] = [];
  for (const [done, set] of sets.entries()) {
    if (pace.due()) await pace.turn({ note, done, total: sets.length });
    scores.push(accuracyOf(set.map((i) => binned[i] as BinnedColumn)));
  }
  return scores;
}

function overSets(
  definition: MeasureDefinition,
  scores: readonly AccuracyScore[],
  none: string,
  since: number,
): Measure {
  const score = meanOfScored(scores.map((s) => s.synthetic));
  const reference = meanOfScored(scores.map((s) => s.expectedMaximum));
  return score === null ? notComputed(definition, none, since) : measured(definition, { score, reference }, since);
}

function definitionOf(arity: Arity): MeasureDefinition {
  return {
    name: `accuracy_${arity}`,
    family: 'fidelity',
    better: 'higher',
    meaning: `How much of the distributions of ${OF[arity].one}, in ten bins each, synthetic and training rows share; the reference is the most that sampling lets one expect.`,
  };
}

const OVERALL: MeasureDefinition = {
  name: 'accuracy',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'The mean of the accuracies of single columns, pairs and triples; the reference is the most that sampling lets one expect.',
};
