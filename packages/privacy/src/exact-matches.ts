import type { Measure } from '@headwater/contracts';
import {
  measured,
  notComputed,
  type ContinuousColumn,
  type DiscreteColumn,
  type MeasureDefinition,
  type Trio,
} from '@headwater/quality';
import { RowSet } from './row-set';
import { wilsonInterval } from './wilson';

const DEFINITION: MeasureDefinition = {
  name: 'exact_matches',
  better: 'lower',
  meaning:
    'The share of synthetic rows that equal a training row in every column, identifiers and texts aside; unseen real rows that do so by chance are the reference.',
};

/**
 * The share of all synthetic rows that are equal to a training row in all compared columns; missing equals missing. The
 * reference is the same share of the held-out rows.
 */
export function exactMatches(columns: readonly (ContinuousColumn | DiscreteColumn)[], rows: Trio<number>): Measure {
  const since = performance.now();
  if (columns.length === 0)
    return notComputed(DEFINITION, 'there is no column to compare: all are identifiers or texts', since);
  if (rows.train === 0 || rows.synthetic === 0)
    return notComputed(DEFINITION, 'there are no training or no synthetic rows', since);
  const train = new RowSet(columns, rows.train);
  const score = train.countOf('synthetic', rows.synthetic) / rows.synthetic;
  const reference = rows.holdout === 0 ? null : train.countOf('holdout', rows.holdout) / rows.holdout;
  return measured(DEFINITION, { score, reference, interval: wilsonInterval(score, rows.synthetic) }, since);
}
