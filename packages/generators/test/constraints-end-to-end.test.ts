import type { Constraint } from '@headwater/contracts';
import { readModelCard, type BundleFiles } from '../src';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { categorical, cells, frameOf, numeric, schema } from './made-tables';
import { family, QUICK, sampleRequest, trainRequest } from './requests';

const CITIES = [
  ['NO', 'Oslo', 'krone'],
  ['NO', 'Bergen', 'krone'],
  ['SE', 'Lund', 'krona'],
  ['DE', 'Köln', 'euro'],
  ['DE', null, 'euro'],
] as const;
const TIERS = ['basic', 'plus', 'gold'];

/** Orders: three dates in turn, heavy-tailed money that adds up, places, one of three tiers, some cells missing. */
function orders(rows: number): Frame {
  const random = new RandomStream(11, 'orders');
  const each = <T>(of: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => of(i));
  const ordered = each(() => 19_000 + random.below(365));
  const shipped = ordered.map((d) => (random.uniform() < 0.1 ? null : d + random.below(9)));
  const paid = each((i): number | null =>
    random.uniform() < 0.15 ? null : ((shipped[i] as number | null) ?? (ordered[i] as number)) + 1 + random.below(60),
  );
  const net = each(() => Number(Math.exp(3 + 2 * random.normal()).toFixed(2)));
  const tax = net.map((n) => Number((n * (random.below(2) === 0 ? 0.25 : 0.1)).toFixed(2)));
  const discount = each(() => 5 * random.below(21));
  const city = each(() => CITIES[Math.min(random.below(5), random.below(5))] as (typeof CITIES)[number]);
  const tier = each(() => random.below(3));
  return frameOf(
    numeric(schema('ordered', 'date'), ordered),
    numeric(schema('shipped', 'date'), shipped),
    numeric(schema('paid', 'date'), paid),
    numeric(schema('net', 'decimal', { written: { decimals: 2 } }), net),
    numeric(schema('tax', 'decimal', { written: { decimals: 2 } }), tax),
    numeric(
      schema('to pay', 'decimal', { written: { decimals: 2 } }),
      net.map((n, i) => Number((n + (tax[i] as number)).toFixed(2))),
    ),
    numeric(schema('discount', 'integer', { physical: 'int8' }), discount),
    ...['land', 'city', 'currency'].map((name, j) =>
      categorical(
        schema(name, 'category'),
        city.map((c) => c[j] as string | null),
      ),
    ),
    ...TIERS.map((name, k) =>
      k === 0
        ? numeric(
            schema(name, 'integer'),
            tier.map((t) => Number(t === k)),
          )
        : categorical(
            schema(name, 'boolean', { written: { trueText: 'ja', falseText: 'nei' } }),
            tier.map((t) => (t === k ? 'ja' : 'nei')),
          ),
    ),
  );
}

const RULES: Constraint[] = [
  { kind: 'inequality', low: 'ordered', high: 'shipped' },
  { kind: 'inequality', low: 'shipped', high: 'paid', strict: true },
  { kind: 'inequality', low: 'ordered', high: 'paid', strict: true },
  { kind: 'inequality', low: 'tax', high: 'net', strict: true },
  { kind: 'inequality', low: 0, high: 'net' },
  { kind: 'range', column: 'paid', max: '2023-02-01', repair: 'drop' },
  { kind: 'range', column: 'discount', min: 0, max: 100 },
  { kind: 'fixed-combinations', columns: ['land', 'city', 'currency'] },
  { kind: 'one-hot', columns: TIERS },
  { kind: 'formula', column: 'to pay', equals: 'net + tax' },
];

/** How many rows break each promise, counted without the package's own code. */
function violations(frame: Frame): Record<string, number> {
  const of = (name: string) => cells(frame, name);
  const count = (breaks: (i: number) => boolean) =>
    Array.from({ length: frame.rows }, (_, i) => i).filter(breaks).length;
  const over = (a: string, b: string, strict: boolean) => {
    const [x, y] = [of(a), of(b)] as [(number | null)[], (number | null)[]];
    return count((i) => {
      const [low, high] = [x[i] as number | null, y[i] as number | null];
      return low !== null && high !== null && (strict ? low >= high : low > high);
    });
  };
  const known = new Set(CITIES.map((c) => JSON.stringify(c)));
  const [land, city, currency] = ['land', 'city', 'currency'].map(of) as [unknown[], unknown[], unknown[]];
  const tiers = TIERS.map(of);
  const [net, tax, pay] = ['net', 'tax', 'to pay'].map((name) => of(name).map(Number)) as [
    number[],
    number[],
    number[],
  ];
  const lastDay = Date.parse('2023-02-01') / 86_400_000;
  return {
    orderedShipped: over('ordered', 'shipped', false),
    shippedPaid: over('shipped', 'paid', true),
    orderedPaid: over('ordered', 'paid', true),
    taxNet: over('tax', 'net', true),
    net: of('net').filter((x) => Number(x) < 0).length,
    paid: of('paid').filter((x) => x !== null && Number(x) > lastDay).length,
    discount: of('discount').filter((x) => !(Number(x) >= 0 && Number(x) <= 100 && Number(x) % 5 === 0)).length,
    combinations: count((i) => !known.has(JSON.stringify([land[i], city[i], currency[i]]))),
    oneHot: count((i) => tiers.filter((t) => t[i] === 1 || t[i] === 'ja').length !== 1),
    formula: count((i) => Math.abs((net[i] as number) + (tax[i] as number) - (pay[i] as number)) > 0.005 + 1e-9),
  };
}

describe('a model trained under rules', () => {
  const frame = orders(900);
  let bundle: BundleFiles;
  beforeAll(async () => {
    bundle = await family.train(trainRequest({ frame, constraints: RULES, parameters: { ...QUICK, epochs: 4 } }));
  });

  it('keeps every rule in every row', async () => {
    const rows = await family.sample(bundle, sampleRequest({ rows: 2000 }));
    expect(rows.rows).toBe(2000);
    expect(rows.schema).toEqual(frame.schema);
    for (const [rule, broken] of Object.entries(violations(rows))) expect([rule, broken]).toEqual([rule, 0]);
    for (const name of ['shipped', 'paid', 'city']) expect(cells(rows, name)).toContain(null);
    expect(new Set(cells(rows, 'city')).size).toBe(5);
  });

  it('keeps them under conditions, on tied columns too', async () => {
    const rows = await family.sample(
      bundle,
      sampleRequest({ rows: 300, conditions: { land: 'DE', gold: true, shipped: { max: '2022-06-01' } } }),
    );
    expect(new Set(cells(rows, 'land'))).toEqual(new Set(['DE']));
    expect(new Set(cells(rows, 'gold'))).toEqual(new Set(['ja']));
    expect(cells(rows, 'shipped').every((d) => d !== null && Number(d) <= Date.parse('2022-06-01') / 864e5)).toBe(true);
    expect(Object.values(violations(rows)).reduce((a, b) => a + b)).toBe(0);
  });

  it('tells them, and the rows that were left out, in its card', () => {
    const notes = readModelCard(bundle).notes.join('\n');
    expect(notes).toMatch(/keeps the rule inequality "ordered" <= "shipped"\./);
    expect(notes).toMatch(/keeps the rule formula "to pay" = net \+ tax\./);
    const { paid } = violations(frame);
    expect(paid).toBeGreaterThan(0);
    expect(notes).toContain(`range of "paid"; ${paid} rows that break it were left out of training.`);
    expect(readModelCard(bundle).trainRows).toBe(frame.rows - (paid ?? 0));
  });

  it('cannot be read when a step of its codec is from a newer version, or damaged', async () => {
    const codec = JSON.parse(new TextDecoder().decode(bundle['codec.json'])) as {
      version: number;
      reshape: { outer: { columns: object[] }; plans: Record<string, unknown>[] };
    };
    expect(codec.version).toBe(2);
    const changed = (change: (copy: typeof codec) => void) => {
      const copy = structuredClone(codec);
      change(copy);
      return { ...bundle, 'codec.json': new TextEncoder().encode(JSON.stringify(copy)) };
    };
    const newer = changed((c) => c.reshape.plans.push({ kind: 'knot' }));
    await expect(family.sample(newer, sampleRequest())).rejects.toMatchObject({
      code: 'MODEL_BUNDLE_INVALID',
      message: expect.stringMatching(/"knot".*newer version/) as string,
    });
    const damaged = [
      changed((c) => c.reshape.plans.pop()),
      changed((c) => delete (c.reshape.plans[0] as Record<string, unknown>)['equals']),
      changed((c) => delete (c as Partial<typeof codec>).reshape),
      changed((c) => (c.version = 1)),
      changed((c) => c.reshape.outer.columns.pop()),
      changed((c) => Object.assign(c.reshape, { plans: [null] })),
    ];
    for (const files of damaged)
      await expect(family.sample(files, sampleRequest())).rejects.toMatchObject({ code: 'MODEL_BUNDLE_INVALID' });
  });

  it('is refused before training when rows break a rule', async () => {
    const request = trainRequest({
      frame,
      constraints: [{ kind: 'inequality', low: 'net', high: 'tax' }],
      checkpoints: {
        load: () => Promise.reject(new Error('trained')),
        save: () => Promise.reject(new Error('trained')),
      },
    });
    await expect(family.train(request)).rejects.toMatchObject({
      code: 'CONSTRAINT_INVALID',
      message: expect.stringMatching(/training rows? (break|keeps) it/) as string,
    });
  });
});

it('leaves the codec of a table without rules as it was', async () => {
  const plain = await family.train(trainRequest({ frame: orders(200), parameters: { ...QUICK, epochs: 1 } }));
  const none = await family.train(
    trainRequest({ frame: orders(200), parameters: { ...QUICK, epochs: 1 }, constraints: [] }),
  );
  expect(none['codec.json']).toEqual(plain['codec.json']);
});
