import { isHeadwaterError, type Constraint, type HeadwaterError } from '@headwater/contracts';
import { fitConstraints } from '../src/reshape/constraints/fit-constraints';
import { categorical, frameOf, numeric, schema } from './made-tables';

const ROWS = 60;
const values = (of: (i: number) => number | null) => Array.from({ length: ROWS }, (_, i) => of(i));
const frame = frameOf(
  numeric(
    schema('a', 'integer'),
    values((i) => i % 10),
  ),
  numeric(
    schema('b', 'integer'),
    values((i) => (i === 3 ? 1 : 10 + (i % 7))),
  ),
  numeric(
    schema('c', 'decimal'),
    values((i) => (i % 10) * 2 + 0.5),
  ),
  numeric(
    schema('nan', 'decimal'),
    values((i) => (i === 5 ? NaN : i)),
  ),
  numeric(
    schema('day', 'date'),
    values((i) => 18_000 + i),
  ),
  numeric(
    schema('time', 'timestamp'),
    values((i) => i),
  ),
  numeric(
    schema('tick', 'timestamp', { physical: 'timestamp[us]' }),
    values((i) => i),
  ),
  categorical(
    schema('x', 'category'),
    Array.from({ length: ROWS }, (_, i) => `secret ${i}`),
  ),
  categorical(
    schema('y', 'category'),
    Array.from({ length: ROWS }, (_, i) => 'uv'[i % 2] as string),
  ),
  categorical(
    schema('yes', 'boolean'),
    Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? 'true' : 'false')),
  ),
  categorical(
    schema('no', 'boolean'),
    Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? 'false' : 'true')),
  ),
  categorical(
    schema('id', 'identifier'),
    Array.from({ length: ROWS }, (_, i) => `k${i}`),
  ),
);

function refused(...constraints: Constraint[]): HeadwaterError {
  try {
    fitConstraints(frame, constraints, { minimumHolders: 5 });
  } catch (error) {
    if (isHeadwaterError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const less = (low: string | number, high: string | number, strict = false): Constraint => ({
  kind: 'inequality',
  low,
  high,
  strict,
});
const range = (column: string, min?: number | string, max?: number | string): Constraint => ({
  kind: 'range',
  column,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
const combine = (...columns: string[]): Constraint => ({ kind: 'fixed-combinations', columns });
const oneHot = (...columns: string[]): Constraint => ({ kind: 'one-hot', columns });
const formula = (column: string, equals: string): Constraint => ({ kind: 'formula', column, equals });

it.each<[string, Constraint[], RegExp]>([
  ['rows that break an inequality', [less('a', 'b')], /^inequality "a" <= "b": 1 of 60 training rows break it$/],
  ['an unknown column in an inequality', [less('a', 'a2')], /no column "a2"/],
  ['rows with NaN', [less('nan', 100)], /1 of 60/],
  ['a range apart from the rows', [range('a', 50)], /no training row keeps it/],
  ['an empty range', [range('a', 5, 2)], /no value for "a"/],
  ['a range of whole numbers without one', [range('a', 5.2, 5.8)], /no value for "a"/],
  ['ranges that an inequality contradicts', [less('a', 'c'), range('a', 9), range('c', 0, 4)], /no value for/],
  ['a circle', [less('a', 'c'), less('c', 'nan'), less('nan', 'a')], /circle/],
  ['a strict circle of two', [less('a', 'c', true), less('c', 'a', true)], /circle/],
  ['one column on both sides', [less('a', 'a')], /same column/],
  ['two constants', [less(1, 2)], /both sides are constants/],
  ['an unknown column', [range('aa', 0)], /there is no column "aa"/],
  ['numbers against dates', [less('a', 'day')], /do not compare/],
  ['time stamps of two units', [less('time', 'tick')], /do not compare/],
  ['texts in an inequality', [less('x', 'a')], /"x" is of type category/],
  ['a number as the bound of a date', [range('day', 18_000)], /18000 is no value of "day" \(date\)/],
  ['a date as the bound of a number', [range('a', '2020-01-01')], /no value of "a"/],
  ['a wrong formula', [formula('c', '2 * a + 1')], /60|no training row keeps it/],
  ['a formula that does not parse', [formula('c', '2 * * a')], /was expected.*character 5/],
  ['a formula over a text', [formula('c', 'a + x')], /"x" is of type category/],
  ['formulas in a circle', [formula('a', 'c'), formula('c', 'a')], /follows from itself/],
  ['a formula of itself', [formula('a', 'a + 0')], /follows from itself/],
  ['two formulas for one column', [formula('c', '2*a+0.5'), formula('c', 'a+a+0.5')], /another formula/],
  ['a formula whose result is bounded', [formula('c', '2*a+0.5'), range('c', 0)], /computed by a formula/],
  ['a formula whose result is compared', [formula('c', '2*a+0.5'), less('a', 'c')], /computed by a formula/],
  ['combinations that all are rare', [combine('x', 'y')], /no combination is held by 5 training rows/],
  ['identifiers in a combination', [combine('id', 'y')], /"id" is of type identifier/],
  ['one column in a combination', [combine('y', 'y')], /fewer than two columns/],
  ['a column in two combinations', [combine('y', 'a'), combine('y', 'yes')], /decided by another fixed-combinations/],
  ['a column in two kinds', [oneHot('yes', 'no'), combine('y', 'yes')], /decided by another/],
  ['not exactly one', [oneHot('a', 'b')], /60|training rows|no training row/],
  ['a category as one-hot', [oneHot('y', 'yes')], /"y" is of type category/],
  [
    'an inequality between two combinations',
    [combine('a', 'y'), combine('c', 'yes'), less('a', 'c')],
    /stand on both sides/,
  ],
])('refuses %s', (_, constraints, message) => {
  const error = refused(...constraints);
  expect(error.code).toBe('CONSTRAINT_INVALID');
  expect(error.message).toMatch(message);
  expect(error.hint).toMatch(/[.?]$/);
  expect(`${error.message} ${error.hint}`).not.toMatch(/secret/);
});

it('takes rules that hold, and several that go together', () => {
  const plans = fitConstraints(
    frame,
    [
      less('a', 'c', true),
      less('time', '1970-01-02'),
      range('day', '2019-01-01'),
      combine('y', 'a'),
      oneHot('yes', 'no'),
    ],
    { minimumHolders: 2 },
  );
  expect(plans.map((plan) => plan.kind).sort()).toEqual(['combinations', 'one-hot', 'order', 'order', 'order']);
});
