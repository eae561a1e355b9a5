import type { Measure } from '@headwater/contracts';
import { measured } from '@headwater/quality';
import { labelInterval, RandomLabels } from '../distances/random-labels';
import { wilsonInterval } from '../intervals/wilson';
import { PRIVACY_MEASURES as M } from '../privacy-measures';
import type { AttackTables } from './attack-tables';
import type { MostShared, SharedInformation } from './shared-information';

/** Sums of logarithms that differ by less are equal. */
const TIE = 1e-9;
/** So many different training rows ahead of every held-out one come by chance in one table of 32. */
const BEYOND_CHANCE = 5;

/**
 * share_more_like_train and near_copies: what each synthetic row shares with its likest training row against its likest
 * held-out row. Were neither table learned from, either would be ahead as often and as far. Copies, whole or in part, are
 * ahead on the training side, and farther than any held-out row is.
 */
export async function excessInformation(tables: AttackTables, shared: SharedInformation): Promise<Measure[]> {
  const since = performance.now();
  const { rows, searched, targets } = tables;
  const equal = Math.min(rows.train, rows.holdout, searched);
  const query = { side: 'synthetic' as const, most: targets };
  const train = await shared.most(query, { side: 'train', most: equal });
  const holdout = await shared.most(query, { side: 'holdout', most: equal });
  const labels = new RandomLabels();
  for (let i = 0; i < train.rows.length; i++) labels.add(farness(train, i), farness(holdout, i));
  const closer = labels.result();
  return [
    measured(M.sharedWithTrain, { score: closer.share, reference: 0.5, interval: labelInterval(closer) }, since),
    nearCopies(
      train.information.map((nats, i) => nats - (holdout.information[i] as number)),
      train,
      since,
    ),
  ];
}

/** The more is shared, the nearer. Information differs from row to row, so ties within a side are rare and not counted. */
function farness({ information, rows }: MostShared, i: number): Parameters<RandomLabels['add']>[0] {
  return { distance: -(information[i] as number), row: rows[i] as number, ties: 1 };
}

function nearCopies(excess: Float64Array, train: MostShared, since: number): Measure {
  const chance = excess.reduce((most, ahead) => Math.max(most, -ahead), TIE);
  const copied = new Set<number>();
  let count = 0;
  for (let i = 0; i < excess.length; i++) {
    if ((excess[i] as number) <= chance) continue;
    count++;
    copied.add(train.rows[i] as number);
  }
  const n = excess.length;
  const [, upper] = wilsonInterval(count / n, n);
  const least = copied.size >= BEYOND_CHANCE ? copied.size - BEYOND_CHANCE + 1 : 0;
  return measured(M.nearCopies, { score: count / n, reference: 0, interval: [least / n, upper] }, since);
}
