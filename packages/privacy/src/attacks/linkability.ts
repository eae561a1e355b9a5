import { RandomStream } from '@headwater/random';
import { GowerSpace } from '../distances/gower-space';
import { drawRows, drawTargets, type AttackColumn, type AttackTables } from './attack-tables';
import { nearestRecords } from './nearest-records';
import { successRate, type AttackRates } from './success-rate';

/**
 * The linkability attack of Anonymeter (Giomi et al., PoPETs 2023, section 4.2): two parties know one half of a row's
 * columns each, halves drawn by the seed; the attack links them where the nearest synthetic row to either half is the
 * same one. The naive guess picks two synthetic rows at random. Equally near synthetic rows are taken in an order of each
 * half's own, else two halves that know nothing would agree on the first row. Needs two columns or more.
 */
export async function linkability(tables: AttackTables, halves = drawnHalves(tables)): Promise<AttackRates> {
  const { rows, pace, seed } = tables;
  const targets = drawTargets(tables, 'linkability');
  const synthetic = drawRows(tables, 'linkability', 'synthetic', tables.searched);
  const linked = async (side: 'train' | 'holdout'): Promise<number> => {
    const found: Int32Array[] = [];
    for (const [h, part] of halves.entries()) {
      const space = new GowerSpace(part, rows.train, seed);
      const shuffle = new RandomStream(seed, 'privacy/attacks/linkability/ties', h).permutation(synthetic.length);
      const references = space.points(
        'synthetic',
        shuffle.map((i) => synthetic[i] as number),
      );
      const note = `linking halves of ${side === 'train' ? 'training' : 'held-out'} rows`;
      const nearest = await nearestRecords(space.points(side, targets[side]), references, 1, { pace, note });
      found.push(nearest.rows.map((row) => shuffle[row] as number));
    }
    const [left, right] = found as [Int32Array, Int32Array];
    return left.reduce((count, row, i) => count + (row === right[i] ? 1 : 0), 0);
  };
  const random = new RandomStream(seed, 'privacy/attacks/linkability/naive');
  let lucky = 0;
  for (let i = 0; i < targets.train.length; i++) {
    if (random.below(synthetic.length) === random.below(synthetic.length)) lucky++;
  }
  return {
    attack: successRate(await linked('train'), targets.train.length),
    control: successRate(await linked('holdout'), targets.holdout.length),
    naive: successRate(lucky, targets.train.length),
  };
}

function drawnHalves({ columns, seed }: AttackTables): AttackColumn[][] {
  const order = new RandomStream(seed, 'privacy/attacks/linkability/halves').permutation(columns.length);
  const half = Math.ceil(columns.length / 2);
  return [order.slice(0, half), order.slice(half)].map((part) => Array.from(part, (j) => columns[j] as AttackColumn));
}
