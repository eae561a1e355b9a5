import type { DifferenceName } from '@headwater/contracts';
import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { compareColumns, Pace } from '../../src';
import { DIFFERENCES, differenceOf, RATES } from '../../src/fairness/differences';
import { falsePositiveRate, rateOf, selectionRate, tally, truePositiveRate } from '../../src/fairness/group-rates';
import { protectedGroups } from '../../src/fairness/protected-groups';
import { representations } from '../../src/fairness/representation';
import { allRows } from '../../src/utility/scores/headline';
import { unwatched } from '../support/frames';

interface Expected {
  decisions: {
    /** A digit a held-out row. */
    decided: string;
    truth: string;
    groups: Record<
      string,
      Record<DifferenceName, number> & {
        names: string[];
        of: number[];
        by_group: Record<string, { rate: number; tpr: number; fpr: number }>;
      }
    >;
  };
  representation: Record<string, number>;
}

const expected = readExpected<Expected>('fairness');
const OF_GROUP = { rate: selectionRate, tpr: truePositiveRate, fpr: falsePositiveRate } as const;

/** Rates and differences of the same decisions, and how well groups are represented. */
export async function compareFairness({ name, train, holdout, synthetic, declared }: Case): Promise<Comparison[]> {
  const { decisions, representation } = expected[name] as Expected;
  const found = new Comparisons('fairlearn 0.15.0');
  const digits = (text: string): Uint8Array => Uint8Array.from(text, Number);
  for (const [column, wanted] of Object.entries(decisions.groups)) {
    const groups = wanted.names.length;
    const rows = {
      group: Int32Array.from(wanted.of),
      truth: digits(decisions.truth),
      decided: digits(decisions.decided),
    };
    const counts = tally(rows, groups, allRows(holdout.rows));
    for (const [g, group] of wanted.names.entries())
      for (const rate of ['rate', 'tpr', 'fpr'] as const)
        found.exact(
          `${rate} by group`,
          `${column}: ${group}`,
          rateOf(OF_GROUP[rate], counts, g),
          wanted.by_group[group]?.[rate],
        );
    for (const measure of DIFFERENCES) {
      const every = RATES[measure].map(() => [...wanted.names.keys()]);
      found.exact(measure, column, differenceOf(measure, counts, every), wanted[measure]);
    }
  }
  const pandas = new Comparisons('formula in pandas');
  const groupings = protectedGroups(compareColumns(train, holdout, synthetic), declared.protected);
  const shares = await representations(groupings, { seed: 1, pace: new Pace(unwatched) });
  for (const [i, { attributes }] of groupings.entries())
    if (attributes.length === 1)
      pandas.exact(
        'representation_distance',
        attributes.join(),
        shares[i]?.distance,
        representation[attributes.join()],
      );
  return [...found.all, ...pandas.all];
}
