import { RandomStream } from '@headwater/random';
import { distinctRows } from '../copies/distinct-rows';
import { drawInEqualNumbers, drawRows, type AttackTables, type Side } from './attack-tables';
import type { CodedColumn } from './coded-columns';
import { CodedRows, type Predicate } from './predicates';
import { multivariatePredicates, naivePredicates, univariatePredicates } from './predicates-from-rows';
import { rateByRow, type AttackRates, type SuccessRate } from './success-rate';

/** Columns of a multivariate predicate, as in Anonymeter by default. */
const WIDTH = 3;

/** Rows that conditions are made from and tried on: none twice, as many training as held-out ones drawn. */
export type RowsToSingleOut = Record<Side, CodedRows>;

/** The rows of a table that singling out needs; made once for both of its modes. */
export function rowsToSingleOut(tables: AttackTables, columns: readonly CodedColumn[]): RowsToSingleOut {
  const { train, holdout } = drawInEqualNumbers(tables);
  const of = (side: Side, rows: Uint32Array): CodedRows =>
    new CodedRows(columns, side, distinctRows(columns, side, rows));
  return {
    train: of('train', train),
    holdout: of('holdout', holdout),
    synthetic: of('synthetic', drawRows(tables, 'synthetic', tables.searched)),
  };
}

/**
 * The singling-out attack of Anonymeter (Giomi et al., PoPETs 2023, section 4.1): predicates that hold for exactly one
 * synthetic row, and how many of them hold for exactly one training row; held-out rows are the control. Repeated rows
 * count once. Training and held-out rows are drawn in equal numbers, because how often a predicate isolates a row depends
 * on how many rows there are; Anonymeter corrects for that by a fitted curve instead.
 *
 * null if no predicate isolates a synthetic row.
 */
export async function singlingOut(
  { columns, targets, pace, seed }: AttackTables,
  rows: RowsToSingleOut,
  mode: 'univariate' | 'multivariate',
): Promise<AttackRates | null> {
  const note = `${mode} singling out`;
  await pace.turn({ note, done: 0, total: 2 });
  const source = {
    rows: rows.synthetic,
    continuous: columns.map((column) => column.kind === 'continuous'),
    random: new RandomStream(seed, `privacy/attacks/singling-out/${mode}`),
  };
  const width = mode === 'univariate' ? 1 : WIDTH;
  const predicates =
    mode === 'univariate'
      ? univariatePredicates(source, targets)
      : multivariatePredicates(source, { most: targets, width });
  if (predicates.length === 0) return null;
  await pace.turn({ note, done: 1, total: 2 });
  const tried = async (tests: readonly Predicate[], side: 'train' | 'holdout'): Promise<SuccessRate> => {
    const perRow = new Map<number, number>();
    for (const [done, predicate] of tests.entries()) {
      if (pace.due()) await pace.turn({ note, done, total: tests.length });
      const row = rows[side].isolated(predicate);
      if (row !== null) perRow.set(row, (perRow.get(row) ?? 0) + 1);
    }
    return rateByRow([...perRow.values()], tests.length);
  };
  return {
    attack: await tried(predicates, 'train'),
    control: await tried(predicates, 'holdout'),
    naive: await tried(naivePredicates(source, { most: predicates.length, width }), 'train'),
  };
}
