import { RandomStream } from '@headwater/random';
import { withCoordinates, type Points } from '../distances/gower-space';
import { GowerTree } from '../distances/gower-tree';
import { nearestRecords } from '../distances/nearest-records';
import type { TablePoints } from '../distances/table-points';
import type { AttackTables } from './attack-tables';
import { successRate, type AttackRates } from './success-rate';

/**
 * The linkability attack of Anonymeter (Giomi et al., PoPETs 2023, section 4.2): two parties know one half of a row's
 * columns each, halves drawn by the seed; the attack links them where the nearest synthetic row to either half is the
 * same one. The naive guess picks two synthetic rows at random. Equally near synthetic rows are taken in an order of each
 * half's own, else two halves that know nothing would agree on the first row. Needs two columns or more.
 */
export async function linkability(
  tables: AttackTables,
  points: TablePoints,
  halves = drawnHalves(tables),
): Promise<AttackRates> {
  const { rows, searched, pace, seed } = tables;
  const targets = Math.min(tables.targets, rows.train, rows.holdout);
  const synthetic = points.first('synthetic', searched);
  const parties = halves.map((half, h) => {
    const coordinates = points.places.flatMap((place, k) => (half.includes(place) ? [k] : []));
    const shuffle = new RandomStream(seed, 'privacy/attacks/linkability/ties', h).permutation(synthetic.rows);
    return {
      coordinates,
      shuffle,
      references: new GowerTree(inOrder(withCoordinates(synthetic, coordinates), shuffle)),
    };
  });
  const linked = async (side: 'train' | 'holdout'): Promise<number> => {
    const note = `linking halves of ${side === 'train' ? 'training' : 'held-out'} rows`;
    const all = points.first(side, targets);
    const found: Int32Array[] = [];
    for (const { coordinates, shuffle, references } of parties) {
      const nearest = await nearestRecords(withCoordinates(all, coordinates), references, 1, { pace, note });
      found.push(nearest.rows.map((row) => shuffle[row] as number));
    }
    const [left, right] = found as [Int32Array, Int32Array];
    return left.reduce((count, row, i) => count + (row === right[i] ? 1 : 0), 0);
  };
  const random = new RandomStream(seed, 'privacy/attacks/linkability/naive');
  let lucky = 0;
  for (let i = 0; i < targets; i++) if (random.below(synthetic.rows) === random.below(synthetic.rows)) lucky++;
  return {
    attack: successRate(await linked('train'), targets),
    control: successRate(await linked('holdout'), targets),
    naive: successRate(lucky, targets),
  };
}

/** Places of the columns that either party knows. */
function drawnHalves({ columns, seed }: AttackTables): number[][] {
  const order = new RandomStream(seed, 'privacy/attacks/linkability/halves').permutation(columns.length);
  const half = Math.ceil(columns.length / 2);
  return [[...order.slice(0, half)], [...order.slice(half)]];
}

function inOrder({ coordinates, width, rows }: Points, order: Uint32Array): Points {
  const out = new Float64Array(coordinates.length);
  for (const [i, row] of order.entries()) out.set(coordinates.subarray(row * width, (row + 1) * width), i * width);
  return { coordinates: out, rows, width };
}
