import type { ConditionValue } from '@headwater/contracts';
import { columnOf, type Frame } from '@headwater/tables';
import { cellOf } from '../../codec/fit';
import { accepts } from '../../conditions/accepts';

/** Rows of the frame that miss a condition. Proportions are no row's to miss. */
export function rowsThatMiss(frame: Frame, conditions: Readonly<Record<string, ConditionValue>>): number[] {
  const tests = Object.entries(conditions)
    .filter(([, value]) => typeof value !== 'object' || value === null || !('shares' in value))
    .map(([name, value]) => {
      const column = columnOf(frame, name);
      const accept = accepts(column.schema, value);
      return (row: number): boolean => accept(cellOf(column, row));
    });
  const missed: number[] = [];
  if (tests.length === 0) return missed;
  for (let i = 0; i < frame.rows; i++) if (tests.some((test) => !test(i))) missed.push(i);
  return missed;
}
