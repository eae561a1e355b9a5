import type { Pace } from '../pace';
import { bootstrapCounts, REPLICATES } from '../utility/bootstrap';
import { learnBoostedTrees } from '../utility/learners/boosted-trees';
import { pick } from '../utility/learners/feature-rows';
import type { PredictionTask } from '../utility/prediction-task';
import { allRows } from '../utility/scores/headline';
import { groupDifference, type GroupDifference } from './amplification';
import { groupModelScores, type GroupModelScores } from './calibration';
import { comparableGroups, DIFFERENCES, differenceOf, type DifferenceName } from './differences';
import { labelRate, rateOf, tally, type Decisions, type GroupTally } from './group-rates';
import type { SensitiveGroups } from './sensitive-groups';

type Side = 'real' | 'synthetic';

/** What the labels and the models do to the groups of one grouping. */
export interface GroupingOutcome {
  differences: GroupDifference[];
  /** By group. */
  groups: {
    heldOutRows: number;
    /** Share of positive labels, null without rows: of the real and synthetic rows learnt from, of the held-out rows. */
    labelRate: { real: number | null; synthetic: number | null; holdout: number | null };
    models: Record<Side, GroupModelScores>;
  }[];
}

/** Of one grouping: rows learnt from, labels as decisions; held-out rows, decided by each model. */
interface Sources {
  labels: Record<Side, Decisions>;
  models: Record<Side, Decisions>;
  groups: number;
}

/**
 * Boosted trees learnt from real and from synthetic rows (the sensitive columns among their features) decide on the
 * held-out rows, positive from a probability above 0.5; their differences between groups, and those of the labels
 * themselves, with the bootstrap of rows: 400 replicates, both models on the same held-out rows.
 * @throws HeadwaterError RUN_CANCELLED
 */
export async function modelFairness(
  task: PredictionTask,
  groupings: readonly SensitiveGroups[],
  { seed, pace }: { seed: number; pace: Pace },
): Promise<GroupingOutcome[]> {
  const learn = async (examples: PredictionTask['train'], note: string): Promise<Float64Array> => {
    const model = await learnBoostedTrees(examples, { seed, pace, note });
    const predictions = await model.predict(task.holdout.features);
    return task.holdout.target.map((_, i) => predictions[2 * i + 1] as number);
  };
  const probabilities = {
    real: await learn(task.train, 'learning from real rows (fairness)'),
    synthetic: await learn(task.synthetic, 'learning from synthetic rows (fairness)'),
  };
  const sources = groupings.map((grouping) => sourcesOf(task, grouping, probabilities));
  const whole = sources.map((s) => tallies(s, everyRow(task)));
  const chosen = whole.map((t) => new Map(DIFFERENCES.map((name) => [name, comparableGroups(name, sidesOf(name, t))])));
  const replicates: (readonly [number | null, number | null])[][][] = sources.map(() => DIFFERENCES.map(() => []));
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    if (pace.due()) await pace.turn({ note: 'resampling groups', done: replicate, total: REPLICATES });
    const drawn = drawnRows(task, seed, replicate);
    for (const [i, source] of sources.entries()) {
      const found = tallies(source, drawn);
      for (const [d, name] of DIFFERENCES.entries())
        replicates[i]?.[d]?.push(bothSides(name, found, chosen[i]?.get(name) ?? []));
    }
  }
  return sources.map((source, i) => {
    const counts = whole[i] as Tallies;
    return {
      differences: DIFFERENCES.map((name, d) =>
        groupDifference(name, bothSides(name, counts, chosen[i]?.get(name) ?? []), replicates[i]?.[d] ?? []),
      ),
      groups: groupRows(source, counts, probabilities),
    };
  });
}

interface RowCounts {
  real: Uint16Array;
  synthetic: Uint16Array;
  holdout: Uint16Array;
}

function everyRow({ train, synthetic, holdout }: PredictionTask): RowCounts {
  return {
    real: allRows(train.target.length),
    synthetic: allRows(synthetic.target.length),
    holdout: allRows(holdout.target.length),
  };
}

function drawnRows({ train, synthetic, holdout }: PredictionTask, seed: number, replicate: number): RowCounts {
  const of = (rows: number, which: string): Uint16Array =>
    bootstrapCounts(rows, { seed, purpose: `quality/fairness/${which}`, replicate });
  return {
    real: of(train.target.length, 'real'),
    synthetic: of(synthetic.target.length, 'synthetic'),
    holdout: of(holdout.target.length, 'holdout'),
  };
}

function sourcesOf(
  task: PredictionTask,
  grouping: SensitiveGroups,
  probabilities: Record<Side, Float64Array>,
): Sources {
  const learnt = (side: 'train' | 'synthetic'): Decisions => {
    const truth = Uint8Array.from(task[side].target);
    return { group: pick(grouping[side], task.rows[side]), truth, decided: truth };
  };
  const group = pick(grouping.holdout, task.rows.holdout);
  const truth = Uint8Array.from(task.holdout.target);
  const decide = (side: Side): Decisions => ({
    group,
    truth,
    decided: Uint8Array.from(probabilities[side], (p) => (p > 0.5 ? 1 : 0)),
  });
  return {
    labels: { real: learnt('train'), synthetic: learnt('synthetic') },
    models: { real: decide('real'), synthetic: decide('synthetic') },
    groups: grouping.names.length,
  };
}

interface Tallies {
  labels: Record<Side, GroupTally>;
  models: Record<Side, GroupTally>;
}

function tallies({ labels, models, groups }: Sources, counts: RowCounts): Tallies {
  return {
    labels: {
      real: tally(labels.real, groups, counts.real),
      synthetic: tally(labels.synthetic, groups, counts.synthetic),
    },
    models: {
      real: tally(models.real, groups, counts.holdout),
      synthetic: tally(models.synthetic, groups, counts.holdout),
    },
  };
}

function sidesOf(name: DifferenceName, { labels, models }: Tallies): [GroupTally, GroupTally] {
  const { real, synthetic } = name === 'label_parity_difference' ? labels : models;
  return [real, synthetic];
}

function bothSides(name: DifferenceName, found: Tallies, groups: number[][]): [number | null, number | null] {
  const [real, synthetic] = sidesOf(name, found);
  return [differenceOf(name, real, groups), differenceOf(name, synthetic, groups)];
}

function groupRows(
  source: Sources,
  counts: Tallies,
  probabilities: Record<Side, Float64Array>,
): GroupingOutcome['groups'] {
  const { group, truth } = source.models.real;
  return Array.from({ length: source.groups }, (_, g) => {
    const rows = Int32Array.from([...group.keys()].filter((i) => group[i] === g));
    const scores = (side: Side): GroupModelScores =>
      groupModelScores(counts.models[side], g, {
        truth: Uint8Array.from(rows, (i) => truth[i] as number),
        probabilities: pick(probabilities[side], rows),
      });
    return {
      heldOutRows: rows.length,
      labelRate: {
        real: rateOf(labelRate, counts.labels.real, g),
        synthetic: rateOf(labelRate, counts.labels.synthetic, g),
        holdout: rateOf(labelRate, counts.models.real, g),
      },
      models: { real: scores('real'), synthetic: scores('synthetic') },
    };
  });
}
