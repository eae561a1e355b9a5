import { isConstantSide, type Constraint } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { findGrid } from '../../codec/grid';
import { freeName, numericColumn, presence } from '../columns';
import { constantIn } from './constants';
import { ceilTo, floorTo } from './grid-bounds';
import type { OrderedColumn, OrderPlan } from './order-plan';
import { replacementCost } from './order-cost';
import { rulesOf } from './owners';
import { physicalRange } from '../../codec/physical-range';
import { invalidRule } from './rule-error';

/** So much less must keeping the greatest columns lose, or the smallest are kept: chance must not decide. */
const CLEARLY = 0.1;

interface Edge {
  low: string;
  high: string;
  strict: boolean;
  rule: Constraint;
}

interface Bound {
  value: number;
  strict: boolean;
  side: 'min' | 'max';
  rule: Constraint;
}

/**
 * Plans for inequalities and ranges, one for each set of columns they tie together.
 * Throws CONSTRAINT_INVALID for cycles, ranges that leave no value, and columns that another rule decides and this one
 * would have to change.
 */
export function fitOrders(
  frame: Frame,
  constraints: readonly Constraint[],
  pinned: ReadonlyMap<string, Constraint>,
  taken: Set<string>,
): OrderPlan[] {
  const edges = edgesOf(constraints, pinned);
  const bounds = boundsOf(frame, constraints, pinned);
  return components([...new Set([...edges.flatMap((e) => [e.low, e.high]), ...bounds.keys()])], edges).map((names) => {
    const own = edges.filter((e) => names.includes(e.low));
    const plans = ([1, -1] as const).map((direction) => ordered(frame, direction, names, own, bounds, pinned));
    const usable = plans.filter((plan) => plan.columns.every((c) => !c.pinned || c.above.length === 0));
    const [first] = own;
    if (usable.length === 0 && first !== undefined)
      throw invalidRule(
        first.rule,
        'columns of fixed-combinations or one-hot rules stand on both sides, so neither can follow from the other',
        'Put all of its columns into one fixed-combinations rule, or take away one of the rules.',
      );
    const costs = usable.map((plan) => replacementCost(frame, plan));
    const best = usable[(costs[1] ?? Infinity) < (costs[0] as number) - CLEARLY ? 1 : 0] as OrderPlan;
    requireRoom(frame, best, [
      ...own.map((e) => e.rule),
      ...names.flatMap((n) => (bounds.get(n) ?? []).map((b) => b.rule)),
    ]);
    return named(frame, best, taken);
  });
}

/** Inequalities between columns, without those that a fixed-combinations rule over both keeps anyway. */
function edgesOf(constraints: readonly Constraint[], pinned: ReadonlyMap<string, Constraint>): Edge[] {
  const edges = new Map<string, Edge>();
  for (const rule of rulesOf(constraints, 'inequality')) {
    if (isConstantSide(rule.low) || isConstantSide(rule.high)) continue;
    const [low, high] = [String(rule.low), String(rule.high)];
    if (low === high) throw invalidRule(rule, 'both sides are the same column', 'Name two columns.');
    if (pinned.has(low) && pinned.get(low) === pinned.get(high)) continue;
    const key = JSON.stringify([low, high]);
    const strict = rule.strict === true || edges.get(key)?.strict === true;
    edges.set(key, { low, high, strict, rule });
  }
  return [...edges.values()];
}

/** Ranges and inequalities with a constant; those of pinned columns hold by the values seen. */
function boundsOf(
  frame: Frame,
  constraints: readonly Constraint[],
  pinned: ReadonlyMap<string, Constraint>,
): Map<string, Bound[]> {
  const bounds = new Map<string, Bound[]>();
  const add = (
    rule: Constraint,
    name: string,
    side: Bound['side'],
    constant: string | number,
    strict = false,
  ): void => {
    const value = constantIn(rule, numericColumn(frame, name).schema, constant);
    if (!pinned.has(name)) bounds.set(name, [...(bounds.get(name) ?? []), { value, strict, side, rule }]);
  };
  for (const rule of rulesOf(constraints, 'range')) {
    if (rule.min !== undefined) add(rule, rule.column, 'min', rule.min, rule.strict);
    if (rule.max !== undefined) add(rule, rule.column, 'max', rule.max, rule.strict);
  }
  for (const rule of rulesOf(constraints, 'inequality')) {
    if (isConstantSide(rule.low)) add(rule, String(rule.high), 'min', rule.low, rule.strict);
    else if (isConstantSide(rule.high)) add(rule, String(rule.low), 'max', rule.high, rule.strict);
  }
  return bounds;
}

/** Columns tied together by edges, directly or through others. */
function components(names: readonly string[], edges: readonly Edge[]): string[][] {
  const group = new Map(names.map((name) => [name, [name]]));
  for (const { low, high } of edges) {
    const [a, b] = [group.get(low), group.get(high)] as [string[], string[]];
    if (a === b) continue;
    a.push(...b);
    for (const name of b) group.set(name, a);
  }
  return [...new Set(group.values())];
}

function ordered(
  frame: Frame,
  direction: 1 | -1,
  names: readonly string[],
  edges: readonly Edge[],
  bounds: ReadonlyMap<string, Bound[]>,
  pinned: ReadonlyMap<string, Constraint>,
): OrderPlan {
  const below = (name: string) =>
    edges.flatMap(({ low, high, strict, rule }) => {
      const [from, to] = direction === 1 ? [low, high] : [high, low];
      return to === name ? [{ name: from, strict, rule }] : [];
    });
  const sequence: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string, rule?: Constraint): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open' && rule !== undefined)
      throw invalidRule(
        rule,
        'it closes a circle of inequalities',
        'Take one away; columns that must be equal are told by a formula.',
      );
    state.set(name, 'open');
    for (const other of below(name)) visit(other.name, other.rule);
    state.set(name, 'done');
    sequence.push(name);
  };
  for (const name of names) visit(name);
  const columns = sequence.map((name): OrderedColumn => ({
    ...boundedColumn(frame, name, direction, bounds.get(name) ?? []),
    above: below(name).map((b) => ({ column: sequence.indexOf(b.name), strict: b.strict })),
    pinned: pinned.has(name),
    gap: null,
    alone: null,
  }));
  return { kind: 'order', direction, columns };
}

function boundedColumn(frame: Frame, name: string, direction: 1 | -1, bounds: readonly Bound[]) {
  const column = numericColumn(frame, name);
  const present = presence(column);
  const values = column.values.filter((_, i) => present[i] === 1);
  // Of no values every grid is one: the finest leaves ranges the most room.
  const grid = findGrid(column.schema, values.length > 0 ? values : [1]);
  const [least, most] = physicalRange(column.schema.physical);
  const min = Math.max(
    ceilTo(grid, least, false),
    ...bounds.flatMap((b) => (b.side === 'min' ? [ceilTo(grid, b.value, b.strict)] : [])),
  );
  const max = Math.min(
    floorTo(grid, most, false),
    ...bounds.flatMap((b) => (b.side === 'max' ? [floorTo(grid, b.value, b.strict)] : [])),
  );
  const finite = (x: number) => (Number.isFinite(x) ? direction * x + 0 : null);
  return direction === 1
    ? { name, grid, min: finite(min), max: finite(max) }
    : { name, grid, min: finite(max), max: finite(min) };
}

/** Throws when rules leave no value for a column, or not one that another rule has decided on. */
function requireRoom(frame: Frame, { direction, columns }: OrderPlan, rules: readonly Constraint[]): void {
  const rule = rules[0] as Constraint;
  const most = columns.map((c) => c.max ?? Infinity);
  for (let k = columns.length - 1; k >= 0; k--)
    for (const { column, strict } of (columns[k] as OrderedColumn).above) {
      const limit = floorTo((columns[column] as OrderedColumn).grid, most[k] as number, strict);
      most[column] = Math.min(most[column] as number, limit);
    }
  const least: number[] = [];
  columns.forEach(({ name, grid, min, above, pinned }, k) => {
    const limits = above.map(({ column, strict }) => ceilTo(grid, least[column] as number, strict));
    least[k] = Math.max(min ?? -Infinity, ...limits);
    if (least[k] > (most[k] as number))
      throw invalidRule(
        rule,
        `together with other rules it leaves no value for ${JSON.stringify(name)}`,
        'Widen a range.',
      );
    const { values } = numericColumn(frame, name);
    const present = presence(numericColumn(frame, name));
    if (pinned && values.some((x, i) => present[i] === 1 && direction * x > (most[k] as number)))
      throw invalidRule(
        rule,
        `${JSON.stringify(name)}, which another rule decides, has values in the training rows that leave no room for it`,
        'Widen a range, or put the columns into one fixed-combinations rule.',
      );
  });
}

function named(frame: Frame, plan: OrderPlan, taken: Set<string>): OrderPlan {
  const present = plan.columns.map(({ name }) => presence(numericColumn(frame, name)));
  const over = plan.direction === 1 ? 'above' : 'below';
  const columns = plan.columns.map((column, k): OrderedColumn => {
    if (column.above.length === 0) return column;
    const isAlone = present[k]?.some((p, i) => p === 1 && column.above.every((a) => present[a.column]?.[i] === 0));
    const others = column.above.map((a) => (plan.columns[a.column] as OrderedColumn).name).join(' and ');
    return {
      ...column,
      gap: freeName(taken, `${column.name} ${over} ${others}`),
      alone: isAlone === true ? freeName(taken, `${column.name} without ${others}`) : null,
    };
  });
  return { ...plan, columns };
}
