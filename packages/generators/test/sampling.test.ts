import type { BundleFiles } from '../src';
import { categorical, cells, frameOf, numeric, people, schema } from './made-tables';
import { family, quickBundle, sampleRequest, trainRequest } from './requests';
import { RandomStream } from '@headwater/random';

let bundle: BundleFiles;
beforeAll(async () => {
  bundle = await quickBundle();
});

describe('sampling', () => {
  it('gives rows with the schema of the training table', async () => {
    const frame = await family.sample(bundle, sampleRequest());
    expect(frame.rows).toBe(500);
    expect(frame.schema).toEqual(people(10).schema);
    for (const column of frame.columns)
      expect(column.kind === 'numeric' ? column.values.length : column.codes.length).toBe(500);
  });

  it('is repeated by seed and shard, and differs between shards', async () => {
    const [a, b, c] = [
      await family.sample(bundle, sampleRequest()),
      await family.sample(bundle, sampleRequest({ threads: 2 })),
      await family.sample(bundle, sampleRequest({ index: 1 })),
    ];
    expect(b).toEqual(a);
    expect(cells(c, 'wage')).not.toEqual(cells(a, 'wage'));
    const keys = new Set(cells(a, 'key'));
    expect(cells(c, 'key').filter((key) => keys.has(key))).toEqual([]);
  });

  it('never contradicts a relation, and never repeats an identifier of the training rows', async () => {
    const frame = await family.sample(bundle, sampleRequest({ rows: 3000 }));
    const grades: Record<string, number> = { none: 1, school: 4, college: 7, doctor: 10 };
    expect(cells(frame, 'grade')).toEqual(cells(frame, 'education').map((e) => grades[String(e)]));
    const known = new Set(cells(people(600), 'key'));
    expect(cells(frame, 'key').filter((key) => known.has(key))).toEqual([]);
  });

  it('counts serial numbers on from shard to shard, and refuses more rows than shards have', async () => {
    const ids = numeric(
      schema('id', 'integer', { role: 'id', physical: 'int32' }),
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    const kinds = categorical(
      schema('kind', 'category'),
      Array.from({ length: 60 }, (_, i) => 'xyz'[i % 3]!),
    );
    const bundle = await family.train(trainRequest({ frame: frameOf(ids, kinds) }));
    const shard = (index: number, rows: number) =>
      family.sample(bundle, sampleRequest({ index, rows, shardRows: 200 }));
    const numbers = [await shard(0, 200), await shard(1, 200), await shard(2, 20)].flatMap((rows) => cells(rows, 'id'));
    expect(numbers).toEqual(Array.from({ length: 420 }, (_, i) => 1000 + i));
    await expect(shard(2, 201)).rejects.toThrow(RangeError);
  });

  it('works for no rows, one row, and more than a batch', async () => {
    for (const rows of [0, 1, 5000]) expect((await family.sample(bundle, sampleRequest({ rows }))).rows).toBe(rows);
  });

  it('stops between batches when asked', async () => {
    await expect(family.sample(bundle, sampleRequest({ stopRequested: () => true }))).rejects.toMatchObject({
      code: 'RUN_CANCELLED',
    });
  });

  it('writes a table that has nothing to model', async () => {
    const frame = frameOf(numeric(schema('one', 'integer'), new Array<number>(50).fill(4)));
    const made = await family.sample(await family.train(trainRequest({ frame })), sampleRequest({ rows: 3 }));
    expect(cells(made, 'one')).toEqual([4, 4, 4]);
  });
});

describe('what is learnt', () => {
  /** Mutual information of two columns in nats. */
  function information(a: readonly unknown[], b: readonly unknown[]): number {
    const count = (keys: string[]) => keys.reduce((m, k) => m.set(k, (m.get(k) ?? 0) + 1), new Map<string, number>());
    const [x, y, xy] = [
      count(a.map(String)),
      count(b.map(String)),
      count(a.map((v, i) => `${String(v)}|${String(b[i])}`)),
    ];
    return [...xy].reduce((sum, [key, n]) => {
      const [k, l] = key.split('|') as [string, string];
      return sum + (n / a.length) * Math.log((n * a.length) / ((x.get(k) as number) * (y.get(l) as number)));
    }, 0);
  }

  it('is the dependence of two columns, in amount and in direction', async () => {
    const real = people(4000);
    const model = await family.train(
      trainRequest({ frame: real, parameters: { hidden: 32, epochs: 20, batch: 128, learningRate: 0.004 } }),
    );
    const made = await family.sample(model, sampleRequest({ rows: 4000 }));
    const of = (frame: typeof real) => information(cells(frame, 'education'), cells(frame, 'rich'));
    expect(of(real)).toBeGreaterThan(0.2);
    expect(Math.abs(of(made) - of(real))).toBeLessThan(0.04);
    const mean = (frame: typeof real, rich: string) => {
      const wages = cells(frame, 'wage').filter((w, i) => w !== null && cells(frame, 'rich')[i] === rich) as number[];
      return wages.reduce((a, b) => a + b, 0) / wages.length;
    };
    expect(mean(made, 'Yes') / mean(real, 'Yes')).toBeCloseTo(1, 1);
    expect(mean(made, 'No') / mean(real, 'No')).toBeCloseTo(1, 1);
    const missing = cells(made, 'wage').filter((w) => w === null).length / 4000;
    expect(Math.abs(missing - 0.1)).toBeLessThan(0.03);
  });

  it('is smooth where numbers are: two strongly correlated columns keep their correlation', async () => {
    const random = new RandomStream(8, 'pairs');
    const x = Array.from({ length: 3000 }, () => random.normal());
    const y = x.map((v) => 0.95 * v + Math.sqrt(1 - 0.95 ** 2) * random.normal());
    const frame = frameOf(numeric(schema('x', 'decimal'), x), numeric(schema('y', 'decimal'), y));
    const model = await family.train(
      trainRequest({ frame, parameters: { hidden: 32, epochs: 20, batch: 128, learningRate: 0.004 } }),
    );
    const made = await family.sample(model, sampleRequest({ rows: 3000 }));
    const correlation = (a: number[], b: number[]) => {
      const mean = (v: number[]) => v.reduce((s, w) => s + w, 0) / v.length;
      const [ma, mb] = [mean(a), mean(b)];
      const cov = (u: number[], mu: number, v: number[], mv: number) =>
        u.reduce((s, w, i) => s + (w - mu) * ((v[i] as number) - mv), 0);
      return cov(a, ma, b, mb) / Math.sqrt(cov(a, ma, a, ma) * cov(b, mb, b, mb));
    };
    expect(correlation(cells(made, 'x') as number[], cells(made, 'y') as number[])).toBeGreaterThan(0.88);
  });
});
