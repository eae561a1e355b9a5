import type { Constraint } from '@headwater/contracts';
import { takeRows, type Frame, type RowSource } from '@headwater/tables';
import { brokenRows, requireNoneBroken } from './broken-rows';
import { invalidRule } from './rule-error';
import { requireFittingColumns } from './rule-columns';

export interface KeptRows {
  rows: RowSource;
  /** How many rows each rule with `repair: drop` took. */
  dropped: { constraint: Constraint; rows: number }[];
}

/**
 * The rows without those that break a rule with `repair: drop`. All rows are read once to see that they keep the others.
 * Throws CONSTRAINT_INVALID when a rule does not fit the table, or rows break one.
 */
export async function keptRows(source: RowSource, constraints: readonly Constraint[]): Promise<KeptRows> {
  if (constraints.length === 0) return { rows: source, dropped: [] };
  const broken = constraints.map(() => 0);
  let rows = 0;
  let checked = false;
  for await (const frame of source.batches()) {
    if (!checked) requireFittingColumns(frame, constraints);
    checked = true;
    rows += dropFrom(frame, constraints, (k, n) => (broken[k]! += n)).rows;
  }
  constraints.forEach((constraint, k) => {
    const n = broken[k] as number;
    if (constraint.repair !== 'drop') requireNoneBroken(constraint, n, source.rows);
    else if (rows === 0 && n > 0)
      throw invalidRule(constraint, 'no training row keeps it', 'Correct the rule: dropping would leave nothing.');
  });
  const dropped = constraints.flatMap((constraint, k) =>
    constraint.repair === 'drop' ? [{ constraint, rows: broken[k] as number }] : [],
  );
  if (rows === source.rows) return { rows: source, dropped };
  return { rows: { schema: source.schema, rows, batches: () => dropping(source, constraints) }, dropped };
}

async function* dropping(source: RowSource, constraints: readonly Constraint[]): AsyncGenerator<Frame> {
  for await (const frame of source.batches()) yield dropFrom(frame, constraints, () => undefined);
}

/** Tells how many rows break each rule; a row that one rule drops is not seen by the next. */
function dropFrom(frame: Frame, constraints: readonly Constraint[], count: (k: number, rows: number) => void): Frame {
  let left = frame;
  constraints.forEach((constraint, k) => {
    const broken = brokenRows(left, constraint);
    const kept = Uint32Array.from(broken.keys()).filter((i) => broken[i] === 0);
    count(k, left.rows - kept.length);
    if (constraint.repair === 'drop' && kept.length < left.rows) left = takeRows(left, kept);
  });
  return left;
}
