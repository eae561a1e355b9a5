import type { ConditionValue, TableSchema } from '@headwater/contracts';
import type { Cell } from '../../codec/column-code';
import { invalidCondition } from '../../conditions/values';
import { accepts } from '../../conditions/accepts';
import { schemaOf } from '../columns';

/** One value of a column made of several: what it says about each of them. */
interface Choice {
  inner: string | null;
  cells: readonly Cell[];
}

/** Conditions on columns that were joined to one, as the values of that one which meet them all. */
export function choiceConditions(
  columns: readonly string[],
  into: string,
  choices: readonly Choice[],
  conditions: Readonly<Record<string, ConditionValue>>,
  outer: TableSchema,
): Record<string, ConditionValue> {
  const asked = columns.filter((name) => name in conditions);
  const rest = Object.fromEntries(Object.entries(conditions).filter(([name]) => !asked.includes(name)));
  const [first] = asked;
  if (first === undefined) return rest;
  const tests = asked.map((name) => ({
    at: columns.indexOf(name),
    accept: accepts(schemaOf(outer, name), conditions[name] as ConditionValue),
  }));
  const left = choices.filter(({ cells }) => tests.every(({ at, accept }) => accept(cells[at] as Cell)));
  const [only] = left;
  if (only === undefined) {
    const what = `no combination of ${columns.map((name) => JSON.stringify(name)).join(', ')} that enough training rows have meets it`;
    throw invalidCondition(first, what, 'Ask for values that occur together.');
  }
  if (left.length === choices.length) return rest;
  return { ...rest, [into]: left.length === 1 ? only.inner : { in: left.map(({ inner }) => inner) } };
}
