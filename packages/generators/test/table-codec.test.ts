import * as fc from 'fast-check';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { categorical, cells, frameOf, numeric, people, schema } from './made-tables';
import type { Frame } from '@headwater/tables';

const fit = (frame: Frame) =>
  TableCodec.fit(frame, codecOptions(frame.rows, frame.columns.length, { bins: 100, minimumHolders: 5 }));

function roundTrip(frame: Frame, codec = fit(frame)): Frame {
  const width = codec.modelled.length;
  const codes = codec.encode(frame);
  const byColumn = codec.modelled.map((_, k) =>
    Int32Array.from({ length: frame.rows }, (_x, i) => codes[i * width + k] as number),
  );
  return codec.decode(byColumn, frame.rows, { seed: 1, shard: 0 });
}

const missing = (values: (string | number | null)[]) => values.map((v) => v === null);

describe('TableCodec', () => {
  it('keeps schema, missing cells, atoms, written decimals and whole numbers (property)', () => {
    const number = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 1, 40, null) },
      { weight: 2, arbitrary: fc.integer({ min: -1e9, max: 1e9 }) },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, fc.constantFrom('a', 'b', 'c', null), fc.integer({ min: 0, max: 99 })), {
          minLength: 60,
          maxLength: 400,
        }),
        (rows) => {
          const frame = frameOf(
            numeric(
              schema('n', 'integer'),
              rows.map((r) => r[0]),
            ),
            categorical(
              schema('c', 'category'),
              rows.map((r) => r[1]),
            ),
            numeric(
              schema('d', 'decimal', { written: { decimals: 1 } }),
              rows.map((r) => r[2] / 10),
            ),
          );
          const out = roundTrip(frame);
          expect(out.schema).toEqual(frame.schema);
          expect(out.rows).toBe(frame.rows);
          expect(missing(cells(out, 'n'))).toEqual(missing(cells(frame, 'n')));
          expect(missing(cells(out, 'c'))).toEqual(missing(cells(frame, 'c')));
          for (const n of cells(out, 'n')) expect(n === null || Number.isInteger(n)).toBe(true);
          for (const d of cells(out, 'd')) expect(Number(Number(d).toFixed(1))).toBe(d);
          const values = new Set(cells(frame, 'c'));
          for (const c of cells(out, 'c')) expect(values.has(c)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is the same after a trip through JSON', () => {
    const frame = people(500);
    const codec = fit(frame);
    const again = TableCodec.fromBytes(codec.toBytes());
    expect(again.toBytes()).toEqual(codec.toBytes());
    expect(again.encode(frame)).toEqual(codec.encode(frame));
    expect(again.modelled).toEqual(codec.modelled);
  });

  it('never releases an extreme that one record holds', () => {
    const values = Array.from({ length: 500 }, (_, i) => 1000 + ((i * 7919) % 997));
    const frame = frameOf(numeric(schema('pay', 'integer'), [...values, 5_000_000, -70_000]));
    const out = cells(roundTrip(frame), 'pay').map(Number);
    expect(Math.max(...out)).toBeLessThan(2000);
    expect(Math.min(...out)).toBeGreaterThan(900);
    expect(new TextDecoder().decode(fit(frame).toBytes())).not.toMatch(/5000000|70000/);
  });

  it('keeps the extremes that many hold', () => {
    const frame = frameOf(
      numeric(
        schema('hours', 'integer'),
        Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 99 : i % 3)),
      ),
    );
    expect(Math.max(...cells(roundTrip(frame), 'hours').map(Number))).toBe(99);
  });

  it('keeps NaN, infinities and missing apart', () => {
    const values = [NaN, Infinity, -Infinity, null];
    const frame = frameOf(
      numeric(
        schema('x', 'decimal', { written: {} }),
        Array.from({ length: 200 }, (_, i) => (i % 5 === 0 ? (values[(i / 5) % 4] as number | null) : i / 7)),
      ),
    );
    const before = cells(frame, 'x');
    cells(roundTrip(frame), 'x').forEach((x, i) => {
      const was = before[i] as number | null;
      if (was === null || !Number.isFinite(was)) expect(x).toEqual(was);
      else expect(Number.isFinite(x)).toBe(true);
    });
  });

  it('keeps midnights of time stamps and whole hundreds of amounts', () => {
    const day = 86_400_000;
    const frame = frameOf(
      numeric(
        schema('t', 'timestamp'),
        Array.from({ length: 300 }, (_, i) => (19_000 + ((i * 31) % 277)) * day),
      ),
      numeric(
        schema('amount', 'integer'),
        Array.from({ length: 300 }, (_, i) => 100 * ((i * 37) % 251)),
      ),
    );
    const out = roundTrip(frame);
    for (const t of cells(out, 't')) expect(Number(t) % day).toBe(0);
    for (const a of cells(out, 'amount')) expect(Number(a) % 100).toBe(0);
  });

  it('does not model constants, all-missing columns and identifiers', () => {
    const frame = frameOf(
      numeric(schema('one', 'integer'), new Array<number>(100).fill(7)),
      numeric(schema('none', 'decimal'), new Array<null>(100).fill(null)),
      categorical(schema('empty', 'category'), new Array<null>(100).fill(null)),
      categorical(
        schema('id', 'identifier'),
        Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? null : `k${1000 + i}`)),
      ),
      categorical(
        schema('c', 'category'),
        Array.from({ length: 100 }, (_, i) => `${i % 2}`),
      ),
    );
    const codec = fit(frame);
    expect(codec.modelled.map(({ name, width }) => [name, width])).toEqual([
      ['id', 2],
      ['c', 2],
    ]);
    const out = roundTrip(frame, codec);
    expect(new Set(cells(out, 'one'))).toEqual(new Set([7]));
    expect(new Set([...cells(out, 'none'), ...cells(out, 'empty')])).toEqual(new Set([null]));
    expect(missing(cells(out, 'id'))).toEqual(missing(cells(frame, 'id')));
    expect(cells(out, 'id').filter((x) => x !== null && cells(frame, 'id').includes(x))).toEqual([]);
  });

  it('shares the width budget in a table of 2,000 columns', () => {
    const columns = Array.from({ length: 2000 }, (_, j) =>
      numeric(
        schema(`c${j}`, 'decimal'),
        Array.from({ length: 60 }, (_x, i) => Math.sin(i * (j + 1))),
      ),
    );
    expect(fit(frameOf(...columns)).modelled.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(14_000);
  });

  it('survives numbers near the limits of doubles', () => {
    const frame = frameOf(
      numeric(
        schema('x', 'decimal'),
        Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1.7e308 : -1.7e308) * (1 - i / 1000)),
      ),
    );
    for (const x of cells(roundTrip(frame), 'x')) expect(Number.isFinite(x)).toBe(true);
  });
});
