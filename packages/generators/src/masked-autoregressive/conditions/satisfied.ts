import type { ConditionValue } from '@headwater/contracts';
import { columnOf, isMissing, type Column, type Frame } from '@headwater/tables';
import type { Cell } from '../../codec/column-code';
import { numberOf, sameCell } from './values';

/** Rows of the frame that miss a condition. */
export function rowsThatMiss(frame: Frame, conditions: Readonly<Record<string, ConditionValue>>): number[] {
  const tests = Object.entries(conditions).map(([name, value]) => testOf(columnOf(frame, name), value));
  const missed: number[] = [];
  for (let i = 0; i < frame.rows; i++) if (tests.some((test) => !test(i))) missed.push(i);
  return missed;
}

function testOf(column: Column, value: ConditionValue): (row: number) => boolean {
  const { schema } = column;
  if (value === null || typeof value !== 'object') return (i) => sameCell(schema, cellAt(column, i), value);
  if ('in' in value) return (i) => value.in.some((one) => sameCell(schema, cellAt(column, i), one));
  if ('shares' in value) return () => true;
  const low = value.min === undefined ? -Infinity : (numberOf(schema, value.min) as number);
  const high = value.max === undefined ? Infinity : (numberOf(schema, value.max) as number);
  return (i) => {
    const cell = cellAt(column, i);
    return cell !== null && Number(cell) >= low && Number(cell) <= high;
  };
}

function cellAt(column: Column, i: number): Cell {
  if (isMissing(column, i)) return null;
  return column.kind === 'numeric'
    ? (column.values[i] as number)
    : (column.levels[column.codes[i] as number] as string);
}
