import type { DifferenceName } from '@headwater/contracts';
import { calibrationError, groupModelScores } from '../src/fairness/calibration';
import { comparableGroups, differenceOf, RATES } from '../src/fairness/differences';
import { tally } from '../src/fairness/group-rates';
import { allRows } from '../src/utility/scores/headline';
import { reference } from './support/utility-reference';

const { truth, probability, groups } = reference.fairness;
const DIFFERENCES = {
  statistical_parity_difference: 'statisticalParity',
  equal_opportunity_difference: 'equalOpportunity',
  equalised_odds_difference: 'equalisedOdds',
} as const;

test.each(['sex', 'race', 'both'] as const)('rates and differences by %s equal those of fairlearn', (by) => {
  const expected = groups[by];
  const names = [...new Set(expected.group)];
  const rows = {
    group: Int32Array.from(expected.group, (name) => names.indexOf(name)),
    truth: Uint8Array.from(truth),
    decided: Uint8Array.from(probability, (p) => (p > 0.5 ? 1 : 0)),
  };
  const counts = tally(rows, names.length, allRows(truth.length));
  for (const [g, name] of names.entries()) {
    const mine = [...rows.group.keys()].filter((i) => rows.group[i] === g);
    const found = groupModelScores(counts, g, {
      truth: Uint8Array.from(mine, (i) => truth[i] ?? NaN),
      probabilities: Float64Array.from(mine, (i) => probability[i] ?? NaN),
    });
    const { rate, tpr, fpr } = expected.byGroup[name] ?? { rate: NaN, tpr: NaN, fpr: NaN };
    expect(found.selectionRate).toBeCloseTo(rate, 9);
    expect(found.truePositiveRate).toBeCloseTo(tpr, 9);
    expect(found.falsePositiveRate).toBeCloseTo(fpr, 9);
  }
  for (const [name, theirs] of Object.entries(DIFFERENCES) as [
    DifferenceName,
    (typeof DIFFERENCES)[keyof typeof DIFFERENCES],
  ][])
    expect(
      differenceOf(
        name,
        counts,
        RATES[name].map(() => [...names.keys()]),
      ),
    ).toBeCloseTo(expected[theirs], 9);
});

test('calibration error is the mean distance of bins from their share of positives', () => {
  const [truths, probabilities] = [Uint8Array.of(1, 0, 1, 1), Float64Array.of(0.31, 0.35, 0.9, 1)];
  // Two rows at 0.33 on average of which half are positive, two at 0.95 of which all are.
  expect(calibrationError(truths, probabilities)).toBeCloseTo((2 * 0.17 + 2 * 0.05) / 4, 12);
});

test('a group with fewer than ten cases of a rate is not compared by it', () => {
  const group = Int32Array.from({ length: 60 }, (_, i) => Math.floor(i / 20));
  // Twelve positive rows in groups 0 and 1, nine in group 2.
  const truth = Uint8Array.from(group, (g, i) => (i % 20 < (g === 2 ? 9 : 12) ? 1 : 0));
  const counts = tally({ group, truth, decided: truth }, 3, allRows(60));
  expect(comparableGroups('statistical_parity_difference', [counts])).toEqual([[0, 1, 2]]);
  expect(comparableGroups('equal_opportunity_difference', [counts])).toEqual([[0, 1]]);
  expect(
    differenceOf('equalised_odds_difference', counts, comparableGroups('equalised_odds_difference', [counts])),
  ).toBeNull();
});
