import type { DifferenceName } from '@headwater/contracts';
import {
  difference,
  falsePositiveRate,
  labelRate,
  selectionRate,
  truePositiveRate,
  type GroupTally,
  type Rate,
} from './group-rates';

/** Cases that a group needs for its rate to count: below that it says little and moves the difference much. */
const LEAST_CASES = 10;

export const DIFFERENCES: readonly DifferenceName[] = [
  'label_parity_difference',
  'statistical_parity_difference',
  'equal_opportunity_difference',
  'equalised_odds_difference',
];

/** Of rates; equalised odds is the greater of two differences. */
export const RATES: Record<DifferenceName, readonly Rate[]> = {
  label_parity_difference: [labelRate],
  statistical_parity_difference: [selectionRate],
  equal_opportunity_difference: [truePositiveRate],
  equalised_odds_difference: [truePositiveRate, falsePositiveRate],
};

/** The groups whose rate counts, by rate of RATES[name]: those with ten cases or more in every tally. */
export function comparableGroups(name: DifferenceName, tallies: readonly GroupTally[]): number[][] {
  const groups = [...(tallies[0] as GroupTally).rows.keys()];
  return RATES[name].map((rate) => groups.filter((g) => tallies.every((t) => rate(t, g).among >= LEAST_CASES)));
}

/**
 * Greatest less smallest rate between groups, as fairlearn's difference functions: of positive labels, of positive
 * decisions (statistical parity), of positive decisions among the positive (equal opportunity, Hardt et al. 2016), and
 * the greater of that and the same among the negative (equalised odds). null where fewer than two groups compare.
 */
export function differenceOf(name: DifferenceName, tally: GroupTally, groups: readonly number[][]): number | null {
  let greatest: number | null = null;
  for (const [i, rate] of RATES[name].entries()) {
    const found = difference(rate, tally, groups[i] as number[]);
    if (found === null) return null;
    greatest = Math.max(greatest ?? 0, found);
  }
  return greatest;
}
