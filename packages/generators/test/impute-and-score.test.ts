import type { Frame } from '@headwater/tables';
import { categorical, cells, frameOf, people, schema } from './made-tables';
import { family, quickBundle, sampleRequest, trainRequest } from './requests';

const impute = async (frame: Frame, columns?: string[]) =>
  family.impute!(await quickBundle(), { ...sampleRequest(), frame, ...(columns ? { columns } : {}) });
const score = async (frame: Frame, orders = 1) =>
  family.logLikelihood!(await quickBundle(), { ...sampleRequest(), frame, orders });

/** The frame with the cells of a column taken away where `gone` says so. */
function without(frame: Frame, name: string, gone: (i: number) => boolean): Frame {
  const columns = frame.columns.map((column) => {
    if (column.schema.name !== name) return column;
    if (column.kind === 'categorical') return { ...column, codes: column.codes.map((c, i) => (gone(i) ? -1 : c)) };
    const before = column.valid;
    const valid = Uint8Array.from(column.values, (_, i) => (gone(i) || before?.[i] === 0 ? 0 : 1));
    return { ...column, valid };
  });
  return { ...frame, columns };
}

describe('imputation', () => {
  it('fills what is missing and changes nothing else', async () => {
    const real = people(300);
    const holed = without(
      without(real, 'rich', (i) => i % 3 === 0),
      'wage',
      (i) => i % 5 === 0,
    );
    const filled = await impute(holed, ['rich', 'wage']);
    for (const name of ['education', 'grade', 'joined', 'key']) expect(cells(filled, name)).toEqual(cells(holed, name));
    cells(real, 'rich').forEach((value, i) => {
      const now = cells(filled, 'rich')[i];
      if (i % 3 === 0) expect(['Yes', 'No']).toContain(now);
      else expect(now).toBe(value);
    });
    expect(cells(filled, 'wage').includes(null)).toBe(false);
  });

  it('fills what the rest of the row says', async () => {
    const real = people(2000);
    const filled = await impute(
      without(real, 'rich', () => true),
      ['rich'],
    );
    const share = (education: string) => {
      const at = cells(real, 'education').flatMap((e, i) => (e === education ? [i] : []));
      return at.filter((i) => cells(filled, 'rich')[i] === 'Yes').length / at.length;
    };
    expect(share('doctor')).toBeGreaterThan(share('none') + 0.4);
  });

  it('refuses rows of another table, and columns there are none of', async () => {
    const other = frameOf(categorical(schema('education', 'category'), ['none']));
    await expect(impute(other)).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_MISMATCH' });
    await expect(impute(people(5), ['salary'])).rejects.toMatchObject({ code: 'CONDITION_INVALID', where: 'salary' });
  });
});

describe('log-likelihood', () => {
  const values = { a: ['x', 'y', 'z'], b: ['p', 'q'] };
  const table = (pairs: [string, string][]) =>
    frameOf(
      categorical(
        schema('a', 'category'),
        pairs.map(([a]) => a),
      ),
      categorical(
        schema('b', 'category'),
        pairs.map(([, b]) => b),
      ),
    );
  const every = values.a.flatMap((a) => values.b.map((b): [string, string] => [a, b]));

  it('is that of a distribution: over all rows there can be, probabilities sum to 1', async () => {
    const pairs = Array.from({ length: 400 }, (_, i) => every[(i * i + (i % 7)) % every.length] as [string, string]);
    const bundle = await family.train(trainRequest({ frame: table(pairs) }));
    for (const orders of [1, 4]) {
      const logs = await family.logLikelihood!(bundle, { ...sampleRequest(), frame: table(every), orders });
      expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 5);
    }
    const drawn = await family.sample(bundle, sampleRequest({ rows: 20_000 }));
    const [logs] = [await family.logLikelihood!(bundle, { ...sampleRequest(), frame: table(every), orders: 8 })];
    const [as, bs] = [cells(drawn, 'a'), cells(drawn, 'b')];
    every.forEach(([a, b], k) => {
      const hits = as.filter((v, i) => v === a && bs[i] === b).length;
      expect(Math.abs(hits / 20_000 - Math.exp(logs[k] as number))).toBeLessThan(0.02);
    });
  });

  it('is of a single column what its values are drawn with', async () => {
    const one = (values: (string | null)[]) => frameOf(categorical(schema('kind', 'category'), values));
    const kinds = ['x', 'y', 'z', null];
    const rows = Array.from({ length: 400 }, (_, i) => kinds[[0, 0, 0, 0, 0, 1, 1, 1, 2, 3][i % 10]!]!);
    const bundle = await family.train(trainRequest({ frame: one(rows) }));
    const logs = await family.logLikelihood!(bundle, { ...sampleRequest(), frame: one(kinds), orders: 2 });
    expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 5);
    expect(Math.exp(logs[0]!)).toBeCloseTo(0.5, 1);
    const drawn = cells(await family.sample(bundle, sampleRequest({ rows: 20_000 })), 'kind');
    kinds.forEach((kind, k) => {
      const share = drawn.filter((cell) => cell === kind).length / drawn.length;
      // Noise is spread evenly, so that shares hardly vary.
      expect(Math.abs(share - Math.exp(logs[k]!))).toBeLessThan(0.001);
    });
  });

  it('is higher for real rows than for rows put together from different ones, and -Infinity for impossible ones', async () => {
    const real = people(500);
    const mean = (logs: Float64Array) => logs.reduce((a, b) => a + b, 0) / logs.length;
    const mixed = {
      ...real,
      columns: real.columns.map((column) =>
        column.schema.name === 'rich' && column.kind === 'categorical'
          ? { ...column, codes: column.codes.slice().reverse() }
          : column,
      ),
    };
    expect(mean(await score(real))).toBeGreaterThan(mean(await score(mixed)) + 0.1);
    const impossible = without(people(3), 'rich', (i) => i === 1);
    expect([...(await score(impossible))].map(Number.isFinite)).toEqual([true, false, true]);
  });
});
