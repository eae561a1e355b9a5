import type { GroupingOutcome, GroupModelScores } from '@headwater/contracts';
import type { Pace } from '../pace';
import { REPLICATES } from '../utility/bootstrap';
import type { Pair } from '../utility/compare-learners';
import { pick } from '../utility/learners/feature-rows';
import { groupDifferences, type Sides } from './amplification';
import { groupModelScores } from './calibration';
import type { DecidedTask } from './decided-task';
import { comparableGroups, DIFFERENCES, differenceOf } from './differences';
import { GroupedDecisions, type GroupingTallies } from './grouped-decisions';
import { labelRate, rateOf } from './group-rates';
import type { ProtectedGroups } from './protected-groups';

/**
 * What the labels and the models do to the groups of each grouping: models decide on the held-out rows, positive from a
 * probability above 0.5. Differences come with the bootstrap of rows, 400 replicates, all differences and both models on
 * the same rows.
 * @throws HeadwaterError RUN_CANCELLED
 */
export async function modelFairness(
  decided: DecidedTask,
  groupings: readonly ProtectedGroups[],
  { seed, pace }: { seed: number; pace: Pace },
): Promise<GroupingOutcome[]> {
  const decisions = new GroupedDecisions(decided, groupings);
  const whole = decisions.tallies();
  const differences = whole.flatMap((tallies, grouping) =>
    DIFFERENCES.map((name) => {
      const groups = comparableGroups(name, [tallies[name].real, tallies[name].synthetic]);
      const of = ({ [name]: { real, synthetic } }: GroupingTallies): Sides => [
        differenceOf(name, real, groups),
        differenceOf(name, synthetic, groups),
      ];
      return { name, grouping, of, sides: of(tallies), replicates: [] as Sides[] };
    }),
  );
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace.due()) await pace.turn({ note: 'resampling groups', done: replicate, total: REPLICATES });
    const drawn = decisions.drawnTallies(seed, replicate);
    for (const { of, grouping, replicates } of differences) replicates.push(of(drawn[grouping] as GroupingTallies));
  }
  const found = groupDifferences(differences);
  return groupings.map((grouping, i) => ({
    differences: found.filter((_, d) => differences[d]?.grouping === i),
    groups: groupRows(decided, grouping, whole[i] as GroupingTallies),
  }));
}

function groupRows(
  { task, positive, probabilities }: DecidedTask,
  grouping: ProtectedGroups,
  tallies: GroupingTallies,
): GroupingOutcome['groups'] {
  const groups = pick(grouping.holdout, task.rows.holdout);
  const rows: number[][] = grouping.names.map(() => []);
  for (let i = 0; i < groups.length; i++) rows[groups[i] as number]?.push(i);
  const { label_parity_difference: labels, statistical_parity_difference: models } = tallies;
  return rows.map((mine, group) => {
    const truth = Uint8Array.from(mine, (i) => (task.holdout.target[i] === positive ? 1 : 0));
    const scores = (side: keyof Pair<unknown>): GroupModelScores =>
      groupModelScores(models[side], group, { truth, probabilities: pick(probabilities[side], mine) });
    return {
      heldOutRows: mine.length,
      labelRate: {
        real: rateOf(labelRate, labels.real, group),
        synthetic: rateOf(labelRate, labels.synthetic, group),
        holdout: rateOf(labelRate, models.real, group),
      },
      models: { real: scores('real'), synthetic: scores('synthetic') },
    };
  });
}
