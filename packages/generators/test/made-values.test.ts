import * as fc from 'fast-check';
import { RandomStream } from '@headwater/random';
import { fitPattern, type Pattern } from '../src/codec/pattern';
import { madeValues, patternMaker } from '../src/codec/pattern-maker';
import { Permutation } from '../src/codec/permutation';
import { BLOCK, shardIndex } from '../src/codec/shard-index';
import { fitShapes } from '../src/codec/shapes';

function makeOf(pattern: Pattern, rows: number, shard = 0, seed = 1, most?: number): string[] {
  const make = patternMaker(pattern, { seed, column: 'id', shard }, most);
  return Array.from({ length: rows }, make);
}

const random = new RandomStream(11, 'made-values');
const distinct = (n: number, make: (i: number) => string): string[] => {
  const out = new Set<string>();
  for (let i = 0; out.size < n; i++) out.add(make(i));
  return [...out];
};
const letters = (n: number, from = 'abcdefghijklmnopqrstuvwxyz') =>
  Array.from({ length: n }, () => from[random.below(from.length)]).join('');

describe('numbers of (shard, row)', () => {
  it('are different for every pair, and dense: every number below 20 blocks belongs to one pair', () => {
    const seen = new Set<number>();
    for (let shard = 0; shard < 9; shard++)
      for (let block = 0; block < 9; block++) seen.add(shardIndex(shard, block * BLOCK) / BLOCK);
    expect(seen.size).toBe(81);
    for (let n = 0; n < 20; n++) expect(seen).toContain(n);
  });

  it('are different for every pair (property)', () => {
    const pair = fc.tuple(fc.nat({ max: 2 ** 24 }), fc.nat({ max: 2 ** 26 }));
    fc.assert(
      fc.property(fc.uniqueArray(pair, { selector: String, minLength: 2, maxLength: 50 }), (pairs) => {
        expect(new Set(pairs.map(([shard, row]) => shardIndex(shard, row))).size).toBe(pairs.length);
      }),
    );
  });

  it.each([
    [1_000_000, 10_000],
    [100_000, 100_000],
    [10_000, 1_000_000],
    [600, 2 ** 24],
  ])('stay below 10^12 for %i shards of %i rows', (shards, rows) => {
    for (const shard of [0, 1, shards >> 1, shards - 1])
      for (const row of [0, rows >> 1, rows - 1]) expect(shardIndex(shard, row)).toBeLessThan(1e12);
  });

  it('count on without gaps within the default shard', () => {
    const first = shardIndex(17, 0);
    for (let row = 0; row < 10_000; row += 777) expect(shardIndex(17, row)).toBe(first + row);
  });
});

describe('the permutation', () => {
  it('is one, whatever the size (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.nat(), (size, a, b) => {
        const permutation = new Permutation(size, [a, b]);
        const out = new Set(Array.from({ length: size }, (_, i) => permutation.at(i)));
        expect(out.size).toBe(size);
        expect(Math.max(...out)).toBe(size - 1);
      }),
      { numRuns: 50 },
    );
  });

  it('scatters neighbours over the whole of a great space', () => {
    const size = 2 ** 52 - 3;
    const permutation = new Permutation(size, [1, 2]);
    const places = Array.from({ length: 4000 }, (_, i) => Math.floor((permutation.at(i) / size) * 16));
    const counts = Array.from({ length: 16 }, (_, k) => places.filter((p) => p === k).length);
    // 250 expected, standard deviation 15.3.
    for (const n of counts) expect(Math.abs(n - 250)).toBeLessThan(75);
  });
});

describe('identifiers of many shards', () => {
  const families: [string, string[]][] = [
    ['codes of nine digits', distinct(2000, () => `CU-${String(random.below(1e9)).padStart(9, '0')}`)],
    ['hexadecimal keys', distinct(1000, () => letters(12, '0123456789abcdef'))],
    ['e-mail addresses', distinct(800, () => `${letters(2 + random.below(5))}.${letters(3 + random.below(6))}@x.org`)],
    [
      'names whose forms share texts',
      distinct(900, () => letters(1 + random.below(3), 'ABC') + letters(2 + random.below(9), 'abcDE')),
    ],
    ['serial numbers', distinct(500, (i) => `INV${i + 1}`)],
    ['codes with no room left', distinct(90, (i) => `K${String(i).padStart(2, '0')}`).filter((_, i) => i % 5 > 0)],
    ['free text', distinct(200, (i) => `${letters(1 + random.below(9))} ${i}! ${letters(random.below(30), 'ab ')}`)],
  ];

  it.each(families)('are all different, and no training value: %s', (_, values) => {
    const pattern = fitPattern(values);
    const shards = [0, 1, 2, 3, 7, 40, 999, 123_456];
    const made = shards.flatMap((shard) => makeOf(pattern, 1500, shard));
    expect(new Set(made).size).toBe(made.length);
    const taken = new Set(values);
    expect(made.filter((text) => taken.has(text))).toEqual([]);
  });

  it('stay unique and unknown (property over texts of few characters)', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', 'é', ' '), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 5, maxLength: 60 }), (values) => {
        const pattern = fitPattern(values);
        const made = [0, 1, 5].flatMap((shard) => makeOf(pattern, 40, shard));
        expect(new Set(made).size).toBe(made.length);
        expect(values.filter((value) => made.includes(value))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([[['é', 'Ba', ' ', 'é-1', ' a1']], [['-é', 'B', ' 1', '-B', 'é--']], [['BB', 'a', ' 1', '- -éé', '1é']]])(
    'are found where a form is read as another, however it is widened: %j',
    (values) => {
      const pattern = fitPattern(values);
      const made = [0, 1, 5].flatMap((shard) => makeOf(pattern, 40, shard));
      expect(new Set(made).size).toBe(made.length);
      expect(values.filter((value) => made.includes(value))).toEqual([]);
    },
  );

  it('keep their form while it has room: 200 shards of the default size in nine digits', () => {
    const pattern = fitPattern(distinct(5000, () => String(1e8 + random.below(9e8))));
    const made = [0, 60, 199].flatMap((shard) => makeOf(pattern, 3000, shard));
    for (const text of made) expect(text).toMatch(/^\d{9}$/);
    expect(new Set(made).size).toBe(made.length);
  });

  it('follow from seed, column, shard and row alone', () => {
    const pattern = fitPattern(families[2]![1]);
    expect(makeOf(pattern, 50, 4)).toEqual(makeOf(pattern, 200, 4).slice(0, 50));
    expect(makeOf(pattern, 50, 4, 2)).not.toEqual(makeOf(pattern, 50, 4));
  });

  it('belong to places in the shard, whichever of them are asked for', () => {
    const pattern = fitPattern(families[2]![1]);
    const all = makeOf(pattern, 60, 4);
    const places = [0, 3, 4, 31, 59];
    expect(madeValues(pattern, { seed: 1, column: 'id', shard: 4 }, places)).toEqual(places.map((p) => all[p]));
  });

  it('look like draws, not like a count: characters of every place vary within a shard', () => {
    const made = makeOf(fitPattern(families[1]![1]), 400);
    for (let place = 0; place < 12; place++) expect(new Set(made.map((text) => text[place])).size).toBe(16);
  });
});

describe('identifiers that are numbers', () => {
  const INT32 = 2 ** 31 - 1;

  it('hold in their type and differ as numbers, not only as texts', () => {
    const values = distinct(3000, () => String(1 + random.below(9e8)));
    const pattern = fitPattern(values, true, INT32);
    const made = [0, 1, 2, 3].flatMap((shard) => makeOf(pattern, 2000, shard, 1, INT32));
    expect(new Set(made.map(Number)).size).toBe(made.length);
    for (const text of made) expect(Number(text)).toBeLessThanOrEqual(INT32);
    expect(made.filter((text) => String(Number(text)) !== text)).toEqual([]);
  });

  it('count on from a nearer round number where the type ends early, and start over at its end', () => {
    const values = Array.from({ length: 300 }, (_, i) => String(1_530_000_000 + i));
    const pattern = fitPattern(values, true, INT32);
    expect(pattern).toMatchObject({ kind: 'serial', start: 2_000_000_000 });
    const made = [0, 5, 4_000, 60_000].flatMap((shard) => makeOf(pattern, 50, shard, 1, INT32).map(Number));
    for (const n of made) expect(n >= 2_000_000_000 && n <= INT32).toBe(true);
  });

  it('count through a narrow type without gaps, shard after shard of one size, before any comes again', () => {
    const values = Array.from({ length: 300 }, (_, i) => String(1_530_000_000 + i));
    const pattern = fitPattern(values, true, INT32);
    const shard = (index: number, rows: number) => {
      const make = patternMaker(pattern, { seed: 1, column: 'id', shard: index, shardRows: 1000 }, INT32);
      return Array.from({ length: rows }, () => Number(make()) - 2_000_000_000);
    };
    expect([...shard(0, 1000), ...shard(1, 1000), ...shard(2, 7)]).toEqual(Array.from({ length: 2007 }, (_, i) => i));
    expect(shard(147_483, 650).slice(646)).toEqual([147_483_646, INT32 - 2_000_000_000, 0, 1]);
  });

  it('come again rather than leave a type that has none left', () => {
    const values = distinct(400, () => String(100 + random.below(30_000)));
    const pattern = fitPattern(values, true, 32_767);
    const made = makeOf(pattern, 20_000, 0, 1, 32_767);
    expect(Math.max(...made.map(Number))).toBeLessThanOrEqual(32_767);
    expect(made.filter((text) => values.includes(text))).toEqual([]);
    expect(new Set(made).size).toBeGreaterThan(9000);
  });
});

it('of a pattern that need not be distinct are drawn freely', () => {
  const values = Array.from({ length: 60 }, (_, i) => `x${letters(1)}${i % 9}`);
  const pattern: Pattern = { kind: 'shapes', shapes: fitShapes(values), distinct: false, taken: '' };
  expect(new Set(makeOf({ ...pattern, taken: 'AA==' }, 2000)).size).toBeLessThan(300);
});
