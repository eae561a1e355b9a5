import type { Measure } from '@headwater/contracts';
import { isFree, measured, notComputed } from '@headwater/quality';
import type { Frame } from '@headwater/tables';
import { shareBeside, wilsonInterval } from '../intervals/wilson';
import { PRIVACY_MEASURES } from '../privacy-measures';
import { freeColumns, type RowDigests } from './row-digests';

/** The tables that are looked through for copies. */
export interface Copies {
  train: RowDigests;
  holdout: Frame;
  synthetic: Frame;
}

/**
 * The share of all synthetic rows that are equal to a training row in all compared columns; missing equals missing. The
 * reference is the same share of the held-out rows.
 */
export function exactMatches({ train, holdout, synthetic }: Copies): Measure {
  const definition = PRIVACY_MEASURES.exactMatches;
  const since = performance.now();
  if (synthetic.columns.every((column) => isFree(column.schema)))
    return notComputed(definition, 'there is no column to compare: all are identifiers or texts', since);
  if (train.rows === 0 || synthetic.rows === 0)
    return notComputed(definition, 'there are no training or no synthetic rows', since);
  const found = { share: train.countRows(synthetic) / synthetic.rows, of: synthetic.rows };
  if (holdout.rows === 0)
    return measured(definition, { score: found.share, interval: wilsonInterval(found.share, found.of) }, since);
  const usual = { share: train.countRows(holdout) / holdout.rows, of: holdout.rows };
  return measured(
    definition,
    { score: found.share, reference: usual.share, interval: shareBeside(found, usual) },
    since,
  );
}

/**
 * The share of synthetic rows with an identifier or a text of a training row; null for tables without such columns. An
 * identifier belongs to one row, so the first one reused counts; texts repeat by chance, as often as those of held-out
 * rows, the reference, do.
 */
export function identifierReuse({ train, holdout, synthetic }: Copies): Measure | null {
  const definition = PRIVACY_MEASURES.identifierReuse;
  const since = performance.now();
  const free = freeColumns(synthetic);
  if (free.length === 0) return null;
  if (synthetic.rows === 0) return notComputed(definition, 'there are no synthetic rows', since);
  const found = { share: train.countIdentifiers(synthetic) / synthetic.rows, of: synthetic.rows };
  const usual = {
    share: holdout.rows === 0 ? 0 : train.countIdentifiers(holdout) / holdout.rows,
    of: holdout.rows,
  };
  const byChance = holdout.rows > 0 && (usual.share > 0 || free.some(([, { schema }]) => schema.type === 'text'));
  const interval = byChance ? shareBeside(found, usual) : wilsonInterval(found.share, found.of);
  return measured(definition, { score: found.share, reference: usual.share, interval }, since);
}
