import type { Evidence, Measure } from '@headwater/contracts';
import { measured } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import type { AttackTables } from '../attacks/attack-tables';
import { distanceHistogram } from './distance-histogram';
import { jointLevel } from '../intervals/normal';
import { PRIVACY_MEASURES } from '../privacy-measures';
import { withCoordinates, type Points } from './gower-space';
import { GowerTree } from './gower-tree';
import { nearestTied, type NearestTied } from './nearest-tied';
import { labelInterval, RandomLabels, type LabelledShare } from './random-labels';
import type { TablePoints } from './table-points';

const GROUPS = 8;

/** Synthetic rows, and as many training as held-out rows to find the nearest among. */
interface Sides {
  synthetic: Points;
  train: Points;
  holdout: Points;
}

/** Distances to the nearest row of either side. */
interface NearestOfSides {
  train: NearestTied;
  holdout: NearestTied;
}

/** share_closer_to_train, with the distances behind it; `queries` synthetic rows are asked about, at most. */
export async function closerToTrain(
  tables: AttackTables,
  points: TablePoints,
  queries: number,
): Promise<{ measure: Measure; histogram: NonNullable<Evidence['distances']> }> {
  const since = performance.now();
  const sides = sidesOf(tables, points, { queries, searched: points.mostReferences });
  const near = await nearestOfSides(tables, sides, ['synthetic to training rows', 'synthetic to held-out rows']);
  const found = labelledShare(near);
  const outcome = { score: found.share, reference: 0.5, interval: labelInterval(found) };
  return {
    measure: measured(PRIVACY_MEASURES.shareCloserToTrain, outcome, since),
    histogram: distanceHistogram(near.train.distances, near.holdout.distances),
  };
}

/**
 * share_closer_to_train within seeded groups of half the columns; the group that is most surely above a half, its
 * interval drawn for all groups jointly. Rows that give away some columns only are lost in the distance over all.
 * mostlyai-qa keeps the worst of column groups likewise. Needs two columns or more.
 */
export async function closerInWorstGroup(tables: AttackTables, points: TablePoints): Promise<Measure> {
  const since = performance.now();
  const all = sidesOf(tables, points, { queries: tables.targets, searched: tables.searched });
  const note = 'distances in groups of columns';
  let worst: { share: number; interval: [number, number] } | null = null;
  for (let group = 0; group < GROUPS; group++) {
    const columns = tables.columns.length;
    const chosen = new RandomStream(tables.seed, 'privacy/attacks/groups', group).sample(
      columns,
      Math.ceil(columns / 2),
    );
    const coordinates = points.places.flatMap((place, k) => (chosen.includes(place) ? [k] : []));
    const part = (side: Points): Points => withCoordinates(side, coordinates);
    const sides = { synthetic: part(all.synthetic), train: part(all.train), holdout: part(all.holdout) };
    const found = labelledShare(await nearestOfSides(tables, sides, [note, note]));
    const interval = labelInterval(found, jointLevel(GROUPS));
    if (worst === null || interval[0] > worst.interval[0]) worst = { share: found.share, interval };
  }
  const { share, interval } = worst as NonNullable<typeof worst>;
  return measured(PRIVACY_MEASURES.closerInWorstGroup, { score: share, reference: 0.5, interval }, since);
}

function sidesOf({ rows }: AttackTables, points: TablePoints, most: { queries: number; searched: number }): Sides {
  const equal = Math.min(rows.train, rows.holdout, most.searched);
  return {
    synthetic: points.first('synthetic', most.queries),
    train: points.first('train', equal),
    holdout: points.first('holdout', equal),
  };
}

async function nearestOfSides(
  { pace }: AttackTables,
  { synthetic, train, holdout }: Sides,
  [toTrain, toHoldout]: readonly [string, string],
): Promise<NearestOfSides> {
  return {
    train: await nearestTied(synthetic, new GowerTree(train), { pace, note: toTrain }),
    holdout: await nearestTied(synthetic, new GowerTree(holdout), { pace, note: toHoldout }),
  };
}

function labelledShare({ train, holdout }: NearestOfSides): LabelledShare {
  const labels = new RandomLabels();
  for (let i = 0; i < train.rows.length; i++) labels.add(nearestRow(train, i), nearestRow(holdout, i));
  return labels.result();
}

function nearestRow({ distances, rows, ties }: NearestTied, i: number): Parameters<RandomLabels['add']>[0] {
  return { distance: distances[i] as number, row: rows[i] as number, ties: ties[i] as number };
}
