import type { ConditionValue, Constraint } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import * as fc from 'fast-check';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { rowsThatMiss } from '../src/masked-autoregressive/conditions/satisfied';
import { fitConstraints } from '../src/reshape/constraints/fit-constraints';
import { applyReshape, innerConditions } from '../src/reshape/pipeline';
import { categorical, frameOf, numeric, schema } from './made-tables';

const RULES: Constraint[] = [
  { kind: 'inequality', low: 'start', high: 'end' },
  { kind: 'inequality', low: 'ask', high: 'bid', strict: true },
  { kind: 'fixed-combinations', columns: ['land', 'town'] },
  { kind: 'one-hot', columns: ['cat', 'dog', 'eel'] },
  { kind: 'formula', column: 'total', equals: 'ask + bid' },
];

const TOWNS = [
  ['NO', 'Oslo'],
  ['NO', 'Bergen'],
  ['SE', 'Lund'],
  ['SE', null],
] as const;

function table(rows = 400): Frame {
  const random = new RandomStream(9, 'conditions');
  const each = <T>(of: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => of(i));
  const start = each((): number | null => (random.uniform() < 0.1 ? null : 18_000 + random.below(400)));
  const end = start.map((s) => (random.uniform() < 0.1 ? null : (s ?? 18_500) + random.below(30)));
  const ask = each(() => random.below(50));
  const bid = ask.map((a) => a + 1 + random.below(1000));
  const pet = each(() => random.below(3));
  const place = each(() => TOWNS[random.below(4)] as (typeof TOWNS)[number]);
  return frameOf(
    numeric(schema('start', 'date'), start),
    numeric(schema('end', 'date'), end),
    numeric(schema('ask', 'integer'), ask),
    numeric(schema('bid', 'integer'), bid),
    numeric(
      schema('total', 'integer'),
      ask.map((a, i) => a + (bid[i] as number)),
    ),
    ...[0, 1].map((j) =>
      categorical(
        schema(j === 0 ? 'land' : 'town', 'category'),
        place.map((p) => p[j] as string | null),
      ),
    ),
    ...['cat', 'dog', 'eel'].map((name, k) =>
      categorical(
        schema(name, 'boolean', { written: { trueText: 'Yes', falseText: 'No' } }),
        pet.map((p) => (p === k ? 'Yes' : 'No')),
      ),
    ),
  );
}

const frame = table();
const plans = fitConstraints(frame, RULES, { minimumHolders: 5 });
const inner = (conditions: Record<string, ConditionValue>) => innerConditions(plans, frame.schema, conditions);

describe('conditions on columns that rules tie together', () => {
  it('let no row go that meets them (property)', () => {
    const date = fc.integer({ min: 18_000, max: 18_530 }).map((d) => new Date(d * 864e5).toISOString().slice(0, 10));
    const number = fc.integer({ min: -5, max: 1100 });
    const bounds = <T>(of: fc.Arbitrary<T>) =>
      fc.oneof(
        of.map((min) => ({ min })),
        of.map((max) => ({ max })),
        fc.array(of, { minLength: 1, maxLength: 4 }).map((values) => ({ in: values })),
        of,
      );
    const conditions = fc.record(
      {
        start: fc.oneof(bounds(date), fc.constant(null)),
        end: fc.oneof(bounds(date), fc.constant(null)),
        ask: bounds(number),
        bid: bounds(number),
        total: bounds(number),
        land: fc.constantFrom('NO', 'SE'),
        town: fc.constantFrom('Oslo', 'Lund', null, { in: ['Oslo', null] }),
        cat: fc.constantFrom(true, false, 'Yes', { in: [true, false] }),
        dog: fc.constantFrom(true, false),
      },
      { requiredKeys: [] },
    );
    const modelled = applyReshape(plans, frame.schema, frame);
    fc.assert(
      fc.property(conditions as fc.Arbitrary<Record<string, ConditionValue>>, (asked) => {
        const met = new Set(Array.from({ length: frame.rows }, (_, i) => i));
        for (const i of rowsThatMiss(frame, asked)) met.delete(i);
        let translated: Record<string, ConditionValue>;
        try {
          translated = inner(asked);
        } catch (error) {
          expect(error).toMatchObject({ code: 'CONDITION_INVALID' });
          expect(met.size).toBe(0);
          return;
        }
        expect(rowsThatMiss(modelled, translated).filter((i) => met.has(i))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('stay as they are where no rule touches the column', () => {
    expect(inner({ start: { min: '2019-06-01' }, ask: 7 })).toEqual({ start: { min: '2019-06-01' }, ask: 7 });
  });

  it('become values of the joined columns', () => {
    expect(inner({ land: 'NO' })).toEqual({ 'land & town': { in: ['["NO","Bergen"]', '["NO","Oslo"]'] } });
    expect(inner({ land: 'SE', town: null })).toEqual({ 'land & town': '["SE",null]' });
    expect(inner({ dog: true })).toEqual({ 'cat | dog | eel': 'dog' });
    expect(inner({ dog: 'No', cat: 'No' })).toEqual({ 'cat | dog | eel': 'eel' });
    expect(inner({ dog: { in: [true, false] } })).toEqual({});
  });

  it('become distances and limits', () => {
    expect(inner({ ask: 3, bid: 10 })).toEqual({ ask: 3, 'bid above ask': 6 });
    expect(inner({ bid: { min: 4, max: 30 } })).toEqual({ ask: { max: 30 } });
    expect(inner({ end: null })).toEqual({ 'end above start': null, 'end without start': null });
    expect(inner({ start: null, end: '2020-09-01' })).toEqual({ start: null, 'end without start': '2020-09-01' });
    expect(inner({ total: 12 })).toEqual({});
  });

  it.each<[Record<string, ConditionValue>, RegExp]>([
    [{ land: 'NO', town: 'Lund' }, /no combination of "land", "town"/],
    [{ cat: true, dog: true }, /no combination of/],
    [{ ask: 10, bid: 10 }, /breaks a declared inequality/],
    [{ ask: null, bid: 10 }, /missing in every training row/],
    [{ end: 'soon' }, /not a value of its type/],
    [{ total: 'much' }, /not a value of its type/],
    [{ land: { shares: { NO: 1, SE: 1 } } }, /proportions/],
    [{ land: { min: 1 } }, /a range needs numbers/],
  ])('%j is refused', (asked, message) => {
    expect(() => inner(asked)).toThrow(message);
  });
});

it('a codec knows the columns of the table, not those it is modelled by', () => {
  const options = codecOptions(frame.rows, frame.columns.length, { bins: 60, minimumHolders: 5 });
  const codec = TableCodec.fit(frame, options, RULES);
  expect(() => codec.innerConditions({ lnad: 'NO' })).toThrow(/there is no such column/);
  expect(() => codec.innerConditions({ 'land & town': '["NO","Oslo"]' })).toThrow(/there is no such column/);
  expect(codec.outerSchema).toEqual(frame.schema);
});
