import * as fc from 'fast-check';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import type { ColumnCode } from '../src/codec/column-code';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { categorical, cells, frameOf, numeric, schema } from './made-tables';

const LEAST = 5;

const fit = (frame: Frame) =>
  TableCodec.fit(frame, codecOptions(frame.rows, frame.columns.length, { bins: 100, minimumHolders: LEAST }));

/** As many rows as the frame has, with its own codes: what a model that repeats every row's codes would make. */
function made(codec: TableCodec, frame: Frame, seed: number): Frame {
  const width = codec.modelled.length;
  const codes = codec.encode(frame);
  const byColumn = codec.modelled.map((_, k) =>
    Int32Array.from({ length: frame.rows }, (_x, i) => codes[i * width + k] as number),
  );
  return codec.decode(byColumn, frame.rows, { seed, shard: 0 });
}

function holders(values: readonly unknown[]): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Every number of a column's code that is, or could be, a value of the column. */
function storedNumbers(code: ColumnCode): number[] {
  if (code.kind === 'derived') return code.values.filter((value) => typeof value === 'number');
  if (code.kind !== 'numeric') return [];
  const bins = code.bins.flatMap(({ from, pieces }) => [...pieces.flatMap(({ lo, hi }) => [lo, hi]), from ?? NaN]);
  return [...code.atoms, ...bins, ...(code.range ?? [])];
}

function givenAway(frame: Frame): [string, number][] {
  const { columns } = TableCodec.fromBytes(fit(frame).toBytes()).code;
  return columns.flatMap((code) => {
    const held = holders(cells(frame, code.name));
    return storedNumbers(code)
      .filter((x) => held.has(x) && (held.get(x) as number) < LEAST)
      .map((x): [string, number] => [code.name, x]);
  });
}

/** Integers that differ much in how many rows hold them: mostly one to ten. */
function unevenIntegers(rows: number, seed: number): number[] {
  const random = new RandomStream(seed, 'uneven');
  const values: number[] = [];
  while (values.length < rows) {
    const value = Math.round(180_000 * Math.exp(0.5 * random.normal()));
    const holders = 1 + Math.floor(-3 * Math.log(1 - random.uniform()));
    for (let k = 0; k < holders; k++) values.push(value);
  }
  return [...random.permutation(values.length)].slice(0, rows).map((i) => values[i] as number);
}

describe('numbers that few rows hold', () => {
  const random = new RandomStream(8, 'rare-numbers');
  const ROWS = 3000;
  const draw = (of: () => number) => Array.from({ length: ROWS }, of);
  const weights = unevenIntegers(ROWS, 1);
  const columns: Record<string, number[]> = {
    weights,
    measured: draw(() => random.normal()),
    counted: draw(() => Math.floor(-20 * Math.log(1 - random.uniform()))),
    'mostly nothing': draw(() => (random.uniform() < 0.8 ? 0 : Math.round(1e4 * random.uniform()))),
    'shared extremes': weights.map((x, i) => (i < 4 ? 9_999_999 : i < 8 ? -9_999_999 : x)),
    'alone beside two levels': draw(() => (random.uniform() < 0.5 ? 1 : 2)).map((x, i) => (i < 3 ? 77 : x)),
    levels: draw(() => random.below(150)).map((x, i) => (i < 4 ? 4357 : i < 40 ? 151 + i : x * x)),
  };
  const frame = frameOf(...Object.entries(columns).map(([name, values]) => numeric(schema(name, 'decimal'), values)));

  it('are not stored: no such number is in codec.json, whatever kind of column', () => {
    expect(givenAway(frame)).toEqual([]);
  });

  it('are not stored (property)', () => {
    // Not so near to one another that no other double lies between.
    const wide = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => Number(x.toFixed(0)) / 7);
    const value = fc.oneof(fc.integer({ min: -3, max: 60 }), wide);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, fc.integer({ min: 1, max: 30 })), { minLength: 10, maxLength: 80 }),
        (runs) => {
          const values = runs.flatMap(([x, times]) => new Array<number>(times).fill(x + 0));
          fc.pre(values.length >= 50 * LEAST);
          expect(givenAway(frameOf(numeric(schema('x', 'decimal'), values)))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are not stored as what a rare word of another column determines', () => {
    const flags = draw(() => random.below(2)).map((x, i) => (i === 5 ? 2 : x));
    const table = frameOf(
      categorical(
        schema('flag', 'category'),
        flags.map((x) => (x === 2 ? null : x === 1 ? 'yes' : 'no')),
      ),
      numeric(
        schema('amount', 'integer'),
        flags.map((x) => [10, 20, 31_337][x] as number),
      ),
    );
    expect(givenAway(table)).toEqual([]);
    expect(cells(made(fit(table), table, 1), 'amount')).not.toContain(31_337);
  });

  it('are made as rarely as numbers that as few unseen rows hold', () => {
    const train = unevenIntegers(8000, 2);
    const all = [...train];
    const unseen = all.splice(0, 2000);
    const known = frameOf(numeric(schema('w', 'integer'), all));
    const seen = new Set(cells(made(fit(known), known, 3), 'w'));
    const found = (own: readonly number[], other: readonly number[]): [found: number, rare: number] => {
      const others = new Set(other);
      const rare = [...holders(own)].filter(([x, n]) => n <= 2 && !others.has(x as number)).map(([x]) => x as number);
      return [rare.filter((x) => seen.has(x)).length, rare.length];
    };
    // Equally many rows a side: a value that the sample holds twice may have more holders among the other training rows.
    const sample = all.slice(0, 2000);
    const [a, n] = found(sample, unseen);
    const [b, m] = found(unseen, sample);
    const share = (a + b) / (n + m);
    const standardError = Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
    expect(Math.min(n, m)).toBeGreaterThan(300);
    expect(a / n - b / m).toBeLessThan(2.6 * standardError);
  });

  it('leave what is made inside the real range, and short of extremes that few hold', () => {
    const back = made(fit(frame), frame, 4);
    for (const [name, values] of Object.entries(columns)) {
      const out = cells(back, name).map(Number);
      expect(Math.min(...out)).toBeGreaterThanOrEqual(Math.min(...values));
      expect(Math.max(...out)).toBeLessThanOrEqual(Math.max(...values));
    }
    const seenIn = (name: string) => new Set(cells(back, name).map((x) => Math.abs(Number(x))));
    expect(seenIn('shared extremes').has(9_999_999)).toBe(false);
    expect(seenIn('alone beside two levels').has(77)).toBe(false);
    expect(seenIn('levels').has(4357)).toBe(false);
  });

  it('do not take from numbers that many hold: these stay exact, as often as they were', () => {
    const [out, own] = [
      holders(cells(made(fit(frame), frame, 5), 'mostly nothing')),
      holders(columns['mostly nothing'] as number[]),
    ];
    expect(Math.abs((out.get(0) ?? 0) - (own.get(0) as number))).toBeLessThan(5);
  });
});
