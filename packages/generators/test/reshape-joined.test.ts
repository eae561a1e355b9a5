import type { Constraint } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import * as fc from 'fast-check';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { reshaped } from './inner-rows';
import { categorical, cells, frameOf, numeric, schema } from './made-tables';

const tuples = (frame: Frame, names: string[]) => {
  const columns = names.map((name) => cells(frame, name));
  return Array.from({ length: frame.rows }, (_, i) => JSON.stringify(columns.map((column) => column[i])));
};

describe('fixed combinations', () => {
  const names = ['land', 'town', 'code', 'flag', 'day'];
  const rule: Constraint = { kind: 'fixed-combinations', columns: names };

  /** Columns of every kind with missing cells, few of whose combinations occur. */
  function places(seed: number, rows = 200): Frame {
    const random = new RandomStream(seed, 'places');
    const pick = <T>(of: T[]) => of[random.below(of.length)] as T;
    const known = Array.from({ length: 12 }, () => [
      pick(['NO', 'SE', 'A "quoted", one', null]),
      pick(['Oslo', 'Bergen', '[1]', '', null]),
      pick([1, 2.5, -3, null]),
      pick(['Yes', 'No', null]),
      pick([18_000, 18_001, null]),
    ]);
    const chosen = Array.from({ length: rows }, () => pick(known));
    const column = (j: number) => chosen.map((row) => row[j]);
    return frameOf(
      categorical(schema('land', 'category'), column(0) as (string | null)[]),
      numeric(
        schema('other', 'integer'),
        chosen.map(() => random.below(50)),
      ),
      categorical(schema('town', 'text'), column(1) as (string | null)[]),
      numeric(schema('code', 'decimal'), column(2) as (number | null)[]),
      categorical(
        schema('flag', 'boolean', { written: { trueText: 'Yes', falseText: 'No' } }),
        column(3) as (string | null)[],
      ),
      numeric(schema('day', 'date'), column(4) as (number | null)[]),
    );
  }

  it('come back as they were, and no other is made (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const frame = places(seed);
        const { back, made, inner } = reshaped(frame, [rule], seed);
        expect(inner.columns).toHaveLength(2);
        for (const { name } of frame.schema.columns) expect(cells(back, name)).toEqual(cells(frame, name));
        const seen = new Set(tuples(frame, names));
        expect(tuples(made, names).every((tuple) => seen.has(tuple))).toBe(true);
        expect(made.schema).toEqual(frame.schema);
      }),
      { numRuns: 60 },
    );
  });

  it('stores and releases no combination that fewer rows hold than must', () => {
    const rows = Array.from({ length: 400 }, (_, i) =>
      i < 180 ? [`rare${i}`, `only${i}`] : [`a${i % 3}`, `b${i % 3}`],
    );
    const frame = frameOf(
      ...['x', 'y'].map((name, j) =>
        categorical(
          schema(name, 'category'),
          rows.map((row) => row[j] as string),
        ),
      ),
    );
    const options = codecOptions(frame.rows, 2, { bins: 50, minimumHolders: 5 });
    const codec = TableCodec.fit(frame, options, [{ kind: 'fixed-combinations', columns: ['x', 'y'] }]);
    expect(new TextDecoder().decode(codec.toBytes())).not.toMatch(/rare|only/);
    const pool = codec.withheld();
    expect(pool).toHaveLength(1);
    const drawn = codec.modelled.map(({ width }, k) =>
      Int32Array.from({ length: 300 }, (_, i) => i % (pool.some((p) => p.index === k) ? width - 1 : width)),
    );
    const out = codec.decode(drawn, 300, { seed: 1, shard: 0 });
    expect(new Set(tuples(out, ['x', 'y']))).toEqual(new Set(['["a0","b0"]', '["a1","b1"]', '["a2","b2"]']));
  });

  it('keeps an inequality between two of the columns, and one that leads out of them', () => {
    const random = new RandomStream(4, 'ages');
    const low = Array.from({ length: 300 }, () => random.below(5));
    const frame = frameOf(
      numeric(schema('low', 'integer'), low),
      numeric(
        schema('middle', 'integer'),
        low.map((x) => x + 1 + random.below(3)),
      ),
      numeric(
        schema('high', 'integer'),
        low.map((x) => x + 10 + random.below(30)),
      ),
    );
    const { made } = reshaped(frame, [
      { kind: 'fixed-combinations', columns: ['low', 'middle'] },
      { kind: 'inequality', low: 'low', high: 'middle', strict: true },
      { kind: 'inequality', low: 'middle', high: 'high', strict: true },
      { kind: 'range', column: 'middle', max: 7 },
    ]);
    const [a, b, c] = ['low', 'middle', 'high'].map((name) => cells(made, name).map(Number)) as [
      number[],
      number[],
      number[],
    ];
    const seen = new Set(tuples(frame, ['low', 'middle']));
    expect(tuples(made, ['low', 'middle']).every((tuple) => seen.has(tuple))).toBe(true);
    expect(a.every((x, i) => x < (b[i] as number) && (b[i] as number) < (c[i] as number))).toBe(true);
  });
});

describe('one-hot columns', () => {
  const names = ['is red', 'is green', 'is blue'];

  it('come back as they were, and exactly one is true in every row (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 2, null), { minLength: 20, maxLength: 200 }),
        fc.boolean(),
        (colours, asNumbers) => {
          fc.pre([0, 1, 2].some((k) => colours.filter((c) => c === k).length >= 2));
          const frame = frameOf(
            ...names.map((name, k) => {
              const hot = colours.map((c) => (c === null ? null : c === k));
              return asNumbers
                ? numeric(
                    schema(name, 'integer', { physical: 'int8' }),
                    hot.map((h) => (h === null ? null : Number(h))),
                  )
                : categorical(
                    schema(name, 'boolean', { written: { trueText: 'J', falseText: 'N' } }),
                    hot.map((h) => (h === null ? null : h ? 'J' : 'N')),
                  );
            }),
          );
          const { back, made, inner } = reshaped(frame, [{ kind: 'one-hot', columns: names }], 3);
          expect(inner.columns).toHaveLength(1);
          for (const name of names) expect(cells(back, name)).toEqual(cells(frame, name));
          const columns = names.map((name) => cells(made, name));
          const wrong = Array.from({ length: made.rows }, (_, i) => i).filter((i) => {
            const row = columns.map((column) => column[i]);
            const hot = row.filter((cell) => cell === (asNumbers ? 1 : 'J')).length;
            const cold = row.filter((cell) => cell === (asNumbers ? 0 : 'N')).length;
            return !(hot === 1 && cold === 2) && !row.every((cell) => cell === null);
          });
          expect(wrong).toEqual([]);
          if (!colours.includes(null)) expect(columns.flat()).not.toContain(null);
        },
      ),
      { numRuns: 60 },
    );
  });
});
