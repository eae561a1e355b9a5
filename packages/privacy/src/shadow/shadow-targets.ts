import type { Pace } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import type { AttackColumn } from '../attacks/attack-tables';
import { GowerSpace } from '../distances/gower-space';
import { GowerTree } from '../distances/gower-tree';
import { nearestRecords } from '../distances/nearest-records';

/** The rows of a shadow attack, by their places among training and held-out rows together. */
export interface ShadowTargets {
  /** Each is in or out of each model's training rows at random. Outlying rows come first. */
  targets: Uint32Array;
  /** How many of the targets were taken because they are outlying. */
  outlying: number;
  /** In every model's training rows. */
  background: Uint32Array;
}

export interface TargetChoice {
  /** Columns whose `train` side holds training rows, then held-out rows. */
  columns: readonly AttackColumn[];
  rows: { train: number; holdout: number };
  /** Targets: at most half of all rows and as many as training rows, so that a model still learns the table. */
  count: number;
  seed: number;
  pace: Pace;
}

/** Rows looked at for outlying ones, and rows whose distance to these is measured, at most. */
const MOST_EXAMINED = 5000;
const MOST_NEIGHBOURS = 20_000;
/** Mean distance to the five nearest rows predicts which rows are vulnerable (Meeus et al., "Achilles' Heels", 2023). */
const NEIGHBOURS = 5;

/**
 * Targets among all real rows: half of them those farthest from their nearest rows, half drawn at random. Of the others,
 * training rows first, as many are the background as give a model the number of rows of the chain's, if there are enough.
 */
export async function chooseTargets({ columns, rows, count, seed, pace }: TargetChoice): Promise<ShadowTargets> {
  const all = rows.train + rows.holdout;
  const order = new RandomStream(seed, 'privacy/shadow/targets').permutation(all);
  const examined = order.subarray(0, Math.max(MOST_EXAMINED, 2 * count));
  const space = new GowerSpace(columns, all, seed);
  const near = await nearestRecords(
    space.points('train', examined),
    new GowerTree(space.points('train', order.subarray(0, Math.max(MOST_NEIGHBOURS, examined.length)))),
    Math.min(NEIGHBOURS, all - 1),
    { pace, note: 'choosing rows to attack', self: examined.map((_, i) => i) },
  );
  const remoteness = Float64Array.from(examined, (_, i) => {
    const ofRow = near.distances.subarray(i * near.k, (i + 1) * near.k);
    return ofRow.reduce((sum, distance) => sum + distance, 0);
  });
  const outlying = Math.ceil(count / 2);
  const remotest = Array.from(examined, (_, i) => i)
    .sort((a, b) => (remoteness[b] as number) - (remoteness[a] as number) || a - b)
    .slice(0, outlying);
  const taken = new Set(remotest.map((i) => examined[i] as number));
  const drawn = order.filter((row) => !taken.has(row)).slice(0, count - outlying);
  const targets = Uint32Array.from([...taken, ...drawn]);
  for (const row of drawn) taken.add(row);
  const others = order.filter((row) => !taken.has(row));
  const trainFirst = [...others.filter((row) => row < rows.train), ...others.filter((row) => row >= rows.train)];
  const background = Uint32Array.from(trainFirst.slice(0, rows.train - Math.round(count / 2)));
  return { targets, outlying, background };
}
