import type { Frame } from '@headwater/tables';
import { numericColumn, presence } from '../columns';
import type { OrderPlan } from './order-plan';

/** A value is worth keeping as itself when at least this share of the rows holds it. */
const COMMON = 0.01;

/**
 * What modelling distances in place of columns loses, from 0 to 2 a replaced column: the share of its values that are
 * common ones (a distance hits none of them but by chance), and how coarse it becomes by the spread of what it is
 * measured from: a small value as the difference of two great ones has no digits left.
 */
export function replacementCost(frame: Frame, plan: OrderPlan): number {
  const sorted = plan.columns.map(({ name }) => sortedValues(frame, name));
  const spreads = sorted.map((values) => quantile(values, 0.95) - quantile(values, 0.05));
  return plan.columns.reduce((sum, column, k) => {
    if (column.above.length === 0) return sum;
    const base = Math.max(...column.above.map((a) => spreads[a.column] as number));
    const own = spreads[k] as number;
    return sum + commonShare(sorted[k] as Float64Array) + Math.min(1, base / Math.max(own, Number.MIN_VALUE));
  }, 0);
}

function sortedValues(frame: Frame, name: string): Float64Array {
  const column = numericColumn(frame, name);
  const present = presence(column);
  return column.values.filter((_, i) => present[i] === 1).sort();
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

function commonShare(sorted: Float64Array): number {
  const least = Math.max(2, COMMON * sorted.length);
  let common = 0;
  for (let i = 0; i < sorted.length;) {
    let end = i + 1;
    while (end < sorted.length && sorted[end] === sorted[i]) end++;
    if (end - i >= least) common += end - i;
    i = end;
  }
  return common / Math.max(1, sorted.length);
}
