import { wilsonInterval } from '../wilson';
import { drawRows, type AttackTables } from './attack-tables';
import { standardErrorsFor } from './normal';
import { SharedInformation, type MostShared } from './shared-information';

/** Sums of logarithms that differ by less are equal. */
const TIE = 1e-9;
/** So many different training rows ahead of every held-out one come by chance in one table of 32. */
const BEYOND_CHANCE = 5;

export interface ExcessInformation {
  /** Share of synthetic rows that share more with a training row than with any held-out row, ties half. */
  closer: { share: number; interval: [number, number] };
  /** Share of synthetic rows whose excess is larger than the largest on the held-out side. */
  copies: { share: number; interval: [number, number] };
}

/** The measure of shared information for as many training as held-out rows, and those rows. */
export function sharedInformationOf(tables: AttackTables): {
  shared: SharedInformation;
  real: Record<'train' | 'holdout', Uint32Array>;
} {
  const most = Math.min(tables.rows.train, tables.rows.holdout, tables.searched);
  const real = {
    train: drawRows(tables, 'shared-information', 'train', most),
    holdout: drawRows(tables, 'shared-information', 'holdout', most),
  };
  return { shared: new SharedInformation(tables, real), real };
}

/**
 * Compares what each synthetic row shares with its likest training row and its likest held-out row. Were neither table
 * learned from, either would be ahead as often and as far. Copies, whole or in part, are ahead on the training side, and
 * farther than any held-out row is.
 */
export async function excessInformation(
  tables: AttackTables,
  { shared, real }: ReturnType<typeof sharedInformationOf>,
): Promise<ExcessInformation> {
  const query = {
    side: 'synthetic' as const,
    rows: drawRows(tables, 'shared-information', 'synthetic', tables.targets),
  };
  const train = await shared.most(query, { side: 'train', rows: real.train }, tables.pace);
  const holdout = await shared.most(query, { side: 'holdout', rows: real.holdout }, tables.pace);
  const excess = train.information.map((nats, i) => nats - (holdout.information[i] as number));
  return { closer: closerShare(excess, train, holdout), copies: copiesShare(excess, train) };
}

/** With the interval of random labels: synthetic rows alike to one and the same real row count as one draw. */
function closerShare(excess: Float64Array, train: MostShared, holdout: MostShared): ExcessInformation['closer'] {
  const clusters = new Map<string, number>();
  let closer = 0;
  for (let i = 0; i < excess.length; i++) {
    const ahead = excess[i] as number;
    if (Math.abs(ahead) <= TIE) {
      closer += 0.5;
      continue;
    }
    if (ahead > 0) closer++;
    const key = ahead > 0 ? `t${train.rows[i]}` : `h${holdout.rows[i]}`;
    clusters.set(key, (clusters.get(key) ?? 0) + 1);
  }
  const share = closer / excess.length;
  const variance = [...clusters.values()].reduce((sum, count) => sum + count ** 2 / 4, 0);
  const margin = (standardErrorsFor(0.95) * Math.sqrt(variance)) / excess.length;
  return { share, interval: [Math.max(0, share - margin), Math.min(1, share + margin)] };
}

function copiesShare(excess: Float64Array, train: MostShared): ExcessInformation['copies'] {
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
  return { share: count / n, interval: [least / n, upper] };
}
