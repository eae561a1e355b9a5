import { RandomStream } from '@headwater/random';
import { distinctRows, drawRows, type AttackTables } from './attack-tables';
import { isolatedRow, type Predicate } from './predicates';
import { multivariatePredicates, naivePredicates, univariatePredicates } from './predicates-from-rows';
import { rateByRow, type AttackRates, type SuccessRate } from './success-rate';

/** Columns of a multivariate predicate, as in Anonymeter by default. */
const WIDTH = 3;

/**
 * The singling-out attack of Anonymeter (Giomi et al., PoPETs 2023, section 4.1): predicates that hold for exactly one
 * synthetic row, and how many of them hold for exactly one training row; held-out rows are the control. Repeated rows
 * count once. Training and held-out rows are drawn in equal numbers, because how often a predicate isolates a row depends
 * on how many rows there are; Anonymeter corrects for that by a fitted curve instead.
 *
 * null if no predicate isolates a synthetic row.
 */
export async function singlingOut(
  tables: AttackTables,
  mode: 'univariate' | 'multivariate',
): Promise<AttackRates | null> {
  const { columns, rows, pace, seed } = tables;
  const note = `${mode} singling out`;
  const purpose = `singling-out/${mode}`;
  await pace.turn({ note, done: 0, total: 2 });
  const random = new RandomStream(seed, `privacy/attacks/${purpose}`);
  const synthetic = distinctRows(columns, 'synthetic', drawRows(tables, purpose, 'synthetic', tables.searched));
  const width = mode === 'univariate' ? 1 : WIDTH;
  const options = { most: tables.targets, width, random };
  const predicates =
    mode === 'univariate'
      ? univariatePredicates(columns, synthetic, tables.targets, random)
      : multivariatePredicates(columns, synthetic, options);
  if (predicates.length === 0) return null;
  await pace.turn({ note, done: 1, total: 2 });
  const equal = Math.min(rows.train, rows.holdout, tables.searched);
  const [train, holdout] = (['train', 'holdout'] as const).map((side) =>
    distinctRows(columns, side, drawRows(tables, purpose, side, equal)),
  ) as [Uint32Array, Uint32Array];
  const tried = async (predicates: readonly Predicate[], side: 'train' | 'holdout'): Promise<SuccessRate> => {
    const perRow = new Map<number, number>();
    for (const [done, predicate] of predicates.entries()) {
      if (pace.due()) await pace.turn({ note, done, total: predicates.length });
      const row = isolatedRow(predicate, columns, side, side === 'train' ? train : holdout);
      if (row !== null) perRow.set(row, (perRow.get(row) ?? 0) + 1);
    }
    return rateByRow([...perRow.values()], predicates.length);
  };
  const naive = naivePredicates(columns, synthetic, { ...options, most: predicates.length });
  return {
    attack: await tried(predicates, 'train'),
    control: await tried(predicates, 'holdout'),
    naive: await tried(naive, 'train'),
  };
}
