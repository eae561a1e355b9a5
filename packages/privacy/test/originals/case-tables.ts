import { firstRows, type Case } from '../../../../test/reference/judges/judged';
import { compareColumns, Pace } from '@headwater/quality';
import { attackTables, type AttackColumn, type AttackTables } from '../../src/attacks/attack-tables';
import { TablePoints } from '../../src/distances/table-points';
import { unwatched } from '../../../quality/test/support/frames';

/** A case as the measures of rows see it; all rows are targets by default. */
export function tablesOf(
  { train, holdout, synthetic }: Case,
  targets = 600,
): { tables: AttackTables; points: TablePoints } {
  const columns = compareColumns(train, holdout, synthetic).filter((c): c is AttackColumn => c.kind !== 'free');
  const tables = attackTables({
    columns,
    rows: { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows },
    targets,
    searched: 20_000,
    seed: 7,
    pace: new Pace(unwatched),
  });
  return { tables, points: new TablePoints(tables) };
}

/** The first rows of each table, as many as the smaller real one has. */
export function inEqualNumbers(one: Case): Case {
  const rows = Math.min(one.train.rows, one.holdout.rows);
  const [train, holdout, synthetic] = [one.train, one.holdout, one.synthetic].map((frame) => firstRows(frame, rows));
  return { ...one, train, holdout, synthetic } as Case;
}
