import { RandomStream } from '@headwater/random';
import { GowerSpace, type Points } from '../distances/gower-space';
import { drawRows, type AttackColumn, type AttackTables } from './attack-tables';
import { jointLevel, standardErrorsFor } from './normal';

const GROUPS = 8;
/** Distances (sums over columns) nearer to each other than this are a tie: they differ by rounding alone. */
const TIE = 1e-9;
const { abs, min } = Math;

/** The share of synthetic rows nearer to a training row in one group of columns. */
export interface ShareInGroup {
  share: number;
  interval: [number, number];
}

/**
 * share_closer_to_train within seeded groups of half the columns, ties half; the group that is most surely above a half.
 * Rows that give away some columns only are lost in the distance over all. mostlyai-qa keeps the worst of column groups
 * likewise.
 *
 * The interval is that of random labels: as if each of the real rows were a training row by the toss of a coin. One real
 * row that is nearest to many synthetic rows makes it wide, where Wilson's would take them for independent. Drawn for all
 * groups jointly. Needs two columns or more.
 */
export async function closerInWorstGroup(tables: AttackTables): Promise<ShareInGroup> {
  const { columns, rows, seed, pace } = tables;
  const most = Math.min(rows.train, rows.holdout, tables.searched);
  const drawn = {
    train: drawRows(tables, 'groups', 'train', most),
    holdout: drawRows(tables, 'groups', 'holdout', most),
    synthetic: drawRows(tables, 'groups', 'synthetic', tables.targets),
  };
  const z = standardErrorsFor(jointLevel(GROUPS));
  let worst: ShareInGroup | null = null;
  for (let group = 0; group < GROUPS; group++) {
    const chosen = new RandomStream(seed, 'privacy/attacks/groups', group).sample(
      columns.length,
      Math.ceil(columns.length / 2),
    );
    const part = Array.from(chosen, (j) => columns[j] as AttackColumn);
    const space = new GowerSpace(part, rows.train, seed);
    const [queries, train, holdout] = (['synthetic', 'train', 'holdout'] as const).map((side) =>
      space.points(side, drawn[side]),
    ) as [Points, Points, Points];
    const tally = new Tally();
    for (let i = 0; i < queries.rows; i++) {
      if (pace.due()) await pace.turn({ note: 'distances in groups of columns', done: group, total: GROUPS });
      tally.add(nearest(queries, i, train), nearest(queries, i, holdout));
    }
    const { share, error } = tally.result();
    const interval: [number, number] = [Math.max(0, share - z * error), Math.min(1, share + z * error)];
    if (worst === null || interval[0] > worst.interval[0]) worst = { share, interval };
  }
  return worst as ShareInGroup;
}

/** The least sum, the first row at it, and how many rows are there. */
interface Nearest {
  sum: number;
  row: number;
  ties: number;
}

function nearest(queries: Points, query: number, references: Points): Nearest {
  const { width } = queries;
  const best: Nearest = { sum: Infinity, row: -1, ties: 0 };
  for (let row = 0; row < references.rows; row++) {
    const limit = best.sum + TIE;
    let sum = 0;
    for (let j = 0; j < width && sum <= limit; j++) {
      const a = queries.coordinates[query * width + j] as number;
      sum += min(1, abs(a - (references.coordinates[row * width + j] as number)));
    }
    if (sum > limit) continue;
    if (sum < best.sum - TIE) Object.assign(best, { sum, row, ties: 1 });
    else best.ties++;
  }
  return best;
}

/** Counts synthetic rows, those with the same nearest real rows together. */
class Tally {
  private closer = 0;
  private total = 0;
  private readonly clusters = new Map<string, { count: number; rows: number }>();

  add(train: Nearest, holdout: Nearest): void {
    const tie = abs(train.sum - holdout.sum) <= TIE;
    const isCloser = train.sum < holdout.sum;
    this.total++;
    this.closer += tie ? 0.5 : Number(isCloser);
    const nearer = isCloser ? train : holdout;
    const key = tie ? `${train.row}=${holdout.row}` : `${isCloser ? 't' : 'h'}${nearer.row}`;
    const cluster = this.clusters.get(key) ?? { count: 0, rows: tie ? train.ties + holdout.ties : nearer.ties };
    cluster.count++;
    this.clusters.set(key, cluster);
  }

  /** Of r equally near rows with random labels all have one label with chance 2^(1-r); else the share is 1/2 exactly. */
  result(): { share: number; error: number } {
    let variance = 0;
    for (const { count, rows } of this.clusters.values()) variance += (count ** 2 / 4) * 2 ** (1 - rows);
    return { share: this.closer / this.total, error: Math.sqrt(variance) / this.total };
  }
}
