import type { Constraint } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import * as fc from 'fast-check';
import { reshaped } from './inner-rows';
import { cells, frameOf, numeric, schema } from './made-tables';

type Number_ = number | null;

type Compute = (a: number, b: number, d: number) => number;

/** Formulas as text and as plain code, with the decimals the result is written with. */
const FORMULAS: [string, Compute, number | undefined][] = [
  ['a + `b 2` - 2 * d', (a, b, d) => a + b - 2 * d, 2],
  ['(a + "b 2") / d', (a, b, d) => (a + b) / d, 3],
  ['a*`b 2`/100', (a, b) => (a * b) / 100, 0],
  ['-(a - 1.5e1) * -d', (a, _, d) => -(a - 15) * -d, undefined],
];

/** null where an input of the formula is missing, or no finite number comes out. */
function plain(equals: string, compute: Compute, [a, b, d]: readonly (Number_ | undefined)[]): Number_ {
  const inputs = [a, equals.includes('b 2') ? b : 0, equals.includes('d') ? d : 0] as Number_[];
  const value = inputs.includes(null) ? NaN : compute(inputs[0] as number, inputs[1] as number, inputs[2] as number);
  return Number.isFinite(value) ? value : null;
}

function table(seed: number, equals: string, compute: Compute, decimals: number | undefined) {
  const random = new RandomStream(seed, 'formula');
  const draw = (scale: number, digits: number) =>
    Array.from({ length: 150 }, (): Number_ =>
      random.uniform() < 0.1 ? null : Number((scale * (random.uniform() - 0.3)).toFixed(digits)),
    );
  const [a, b, d] = [draw(100, 2), draw(1000, 0), draw(5, 1)] as [Number_[], Number_[], Number_[]];
  const c = a.map((x, i): Number_ => {
    const value = plain(equals, compute, [x, b[i], d[i]]);
    if (value === null) return null;
    return (decimals === undefined ? value : Number(value.toFixed(decimals))) + 0;
  });
  return frameOf(
    numeric(
      schema('c', decimals === 0 ? 'integer' : 'decimal', { written: decimals === undefined ? {} : { decimals } }),
      c,
    ),
    numeric(schema('a', 'decimal', { written: { decimals: 2 } }), a),
    numeric(schema('b 2', 'integer'), b),
    numeric(schema('d', 'decimal', { written: { decimals: 1 } }), d),
  );
}

describe('formulas', () => {
  it.each(FORMULAS)('%s is dropped and computed again, rounded as written (property)', (equals, compute, decimals) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const frame = table(seed, equals, compute, decimals);
        const { back, made, inner } = reshaped(frame, [{ kind: 'formula', column: 'c', equals }], seed);
        expect(inner.columns.map((column) => column.schema.name)).toEqual(['a', 'b 2', 'd']);
        expect(cells(back, 'c')).toEqual(cells(frame, 'c'));
        const [a, b, d] = ['a', 'b 2', 'd'].map((name) => cells(made, name) as Number_[]) as [
          Number_[],
          Number_[],
          Number_[],
        ];
        const wrong = (cells(made, 'c') as Number_[]).findIndex((value, i) => {
          const exact = plain(equals, compute, [a[i], b[i], d[i]]);
          if (exact === null || value === null) return exact !== value;
          return Math.abs(value - exact) > (decimals === undefined ? 0 : 0.5 * 10 ** -decimals) + 1e-9;
        });
        expect(wrong).toBe(-1);
      }),
      { numRuns: 25 },
    );
  });

  it('may need one another, in whatever order they are declared', () => {
    const values = Array.from({ length: 50 }, (_, i) => i % 7);
    const frame = frameOf(
      ...[1, 2, 6, 13].map((times, j) =>
        numeric(
          schema('pqrs'[j] as string, 'integer'),
          values.map((v) => v * times),
        ),
      ),
    );
    const rules: Constraint[] = [
      { kind: 'formula', column: 'r', equals: 'q * 3' },
      { kind: 'formula', column: 's', equals: 'r * 2 + p' },
      { kind: 'formula', column: 'q', equals: '2 * p' },
    ];
    for (const order of [rules, [...rules].reverse()]) {
      const { back, made, inner } = reshaped(frame, order);
      expect(inner.columns).toHaveLength(1);
      expect(cells(back, 's')).toEqual(cells(frame, 's'));
      expect(cells(made, 's')).toEqual(cells(made, 'p').map((p) => 13 * Number(p)));
    }
  });

  it('keeps missing what is missing though it could be computed', () => {
    const a = Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? null : i));
    const c = a.map((x, i) => (x === null || i % 4 === 0 ? null : x + 1));
    const frame = frameOf(numeric(schema('a', 'integer'), a), numeric(schema('c', 'integer'), c));
    const { back, made } = reshaped(frame, [{ kind: 'formula', column: 'c', equals: 'a + 1' }]);
    expect(cells(back, 'c')).toEqual(c);
    const made1 = cells(made, 'a').map((x) => (x === null ? null : Number(x) + 1));
    expect(cells(made, 'c').every((x, i) => x === null || x === made1[i])).toBe(true);
    expect(cells(made, 'c').some((x, i) => x === null && made1[i] !== null)).toBe(true);
  });

  it('takes computed values that were cut off rather than rounded, and holds back what the type cannot hold', () => {
    const a = Array.from({ length: 100 }, (_, i) => i % 12);
    const frame = frameOf(
      numeric(schema('a', 'integer'), a),
      numeric(schema('b', 'integer'), [...a].reverse()),
      numeric(
        schema('third', 'integer', { physical: 'uint8' }),
        a.map((x, i) => Math.floor((x * 31 + (a[a.length - 1 - i] as number)) / 3)),
      ),
      numeric(
        schema('square', 'integer', { physical: 'int8' }),
        a.map((x, i) => x * (a[a.length - 1 - i] as number)),
      ),
    );
    const { made } = reshaped(frame, [
      { kind: 'formula', column: 'third', equals: '(a * 31 + b) / 3' },
      { kind: 'formula', column: 'square', equals: 'a * b' },
    ]);
    for (const x of cells(made, 'square')) expect(x === null || (x as number) <= 127).toBe(true);
  });
});
