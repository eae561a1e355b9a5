import { RandomStream } from '@headwater/random';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { findEqualities } from '../src/codec/equalities';
import { fitNumeric } from '../src/codec/numeric';
import { findRelations } from '../src/codec/relations';
import { categorical, cells, frameOf, numeric, people, schema } from './made-tables';

const all = (n: number) => Array.from({ length: n }, (_, j) => j);
const options = codecOptions(2000, 4, { bins: 100, minimumHolders: 5 });

describe('relations between columns', () => {
  it('finds one-to-one columns and columns that are coarser', () => {
    const random = new RandomStream(1, 'cities');
    const city = Array.from({ length: 500 }, () => random.below(12));
    const frame = frameOf(
      categorical(
        schema('country', 'category'),
        city.map((c) => `country ${c % 3}`),
      ),
      categorical(
        schema('city', 'category'),
        city.map((c) => `city ${c}`),
      ),
      numeric(
        schema('code', 'integer'),
        city.map((c) => 1000 - c),
      ),
      categorical(
        schema('other', 'category'),
        city.map(() => `o${random.below(3)}`),
      ),
    );
    expect(findRelations(frame, all(4), () => true)).toEqual([
      { dependent: 2, determinant: 1 },
      { dependent: 0, determinant: 1 },
    ]);
  });

  it('takes missing for a value of its own and is broken by a single row', () => {
    const a = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? null : `a${i % 4}`));
    const b = a.map((x) => (x === null ? 'none' : x.toUpperCase()));
    const relate = (values: string[]) =>
      findRelations(
        frameOf(categorical(schema('a', 'category'), a), categorical(schema('b', 'category'), values)),
        all(2),
        () => true,
      );
    expect(relate(b)).toHaveLength(1);
    b[17] = 'A2';
    expect(relate(b)).toEqual([]);
  });

  it('leaves out what chance explains: nearly constant columns, nearly distinct determinants', () => {
    const frame = frameOf(
      categorical(
        schema('many', 'category'),
        Array.from({ length: 100 }, (_, i) => `m${i % 48}`),
      ),
      categorical(
        schema('rare', 'category'),
        Array.from({ length: 100 }, (_, i) => (i === 47 || i === 95 ? 'x' : 'y')),
      ),
    );
    expect(findRelations(frame, all(2), () => true)).toEqual([]);
  });

  it('derives the dependent column when decoding, whatever codes are drawn', () => {
    const frame = people(600);
    const codec = TableCodec.fit(frame, options);
    expect(codec.modelled.map((m) => m.name)).not.toContain('grade');
    const random = new RandomStream(2, 'codes');
    const codes = codec.modelled.map(({ width }) => Int32Array.from({ length: 400 }, () => random.below(width)));
    const out = codec.decode(codes, 400, { seed: 1, shard: 0 });
    const grades: Record<string, number> = { none: 1, school: 4, college: 7, doctor: 10 };
    expect(cells(out, 'grade')).toEqual(cells(out, 'education').map((e) => grades[String(e)]));
  });
});

describe('columns that equal another', () => {
  const random = new RandomStream(5, 'bills');
  const bill = Array.from({ length: 2000 }, () => Math.round(10_000 * Math.exp(random.normal())));
  const paid = bill.map((b) =>
    random.uniform() < 0.3 ? b : random.uniform() < 0.2 ? 0 : Math.round(3000 * Math.exp(random.normal())),
  );
  const frame = frameOf(numeric(schema('bill', 'integer'), bill), numeric(schema('paid', 'integer'), paid));

  it('is found, for the column it says more about, without a cycle', () => {
    const codes = new Map([0, 1].map((j) => [j, fitNumeric(frame.columns[j] as ReturnType<typeof numeric>, options)]));
    expect([...findEqualities(frame, codes)]).toEqual([[1, [0]]]);
  });

  it('survives the round trip exactly', () => {
    const codec = TableCodec.fit(frame, options);
    const codes = codec.encode(frame);
    const byColumn = codec.modelled.map((_, k) =>
      Int32Array.from({ length: 2000 }, (_x, i) => codes[i * codec.modelled.length + k] as number),
    );
    const out = codec.decode(byColumn, 2000, { seed: 1, shard: 0 });
    const equalBefore = paid.filter((p, i) => p === bill[i]).length;
    const outBill = cells(out, 'bill');
    const equalAfter = cells(out, 'paid').filter((p, i) => p === outBill[i]).length;
    expect(Math.abs(equalAfter - equalBefore)).toBeLessThan(0.02 * equalBefore);
  });
});
