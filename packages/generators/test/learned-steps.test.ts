import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { fitSplits } from '../src/reshape/split/fit-splits';
import { splitStep } from '../src/reshape/split/split-step';
import { categorical, cells, frameOf, numeric, schema } from './made-tables';
import { family, quickBundle, sampleRequest, trainRequest } from './requests';

const DAY = 86_400_000;
const HOUR = DAY / 24;
const ROWS = 4000;
const parameters = { hidden: 48, blocks: 1, epochs: 16, batch: 128, learningRate: 0.004 };

/** 1 less the total variation distance of two samples. */
function overlap(a: readonly unknown[], b: readonly unknown[]): number {
  const share = new Map<unknown, number>();
  for (const x of a) share.set(x, (share.get(x) ?? 0) + 1 / a.length);
  for (const x of b) share.set(x, (share.get(x) ?? 0) - 1 / b.length);
  return 1 - [...share.values()].reduce((sum, d) => sum + Math.abs(d), 0) / 2;
}

/** 1 less the Kolmogorov-Smirnov distance of two samples. */
function complement(a: readonly number[], b: readonly number[]): number {
  const below = (of: readonly number[]) => {
    const sorted = Float64Array.from(of).sort();
    return (x: number) => sorted.findLastIndex((v) => v <= x) + 1;
  };
  const [belowA, belowB] = [below(a), below(b)];
  return 1 - Math.max(...a.slice(0, 500).map((x) => Math.abs(belowA(x) / a.length - belowB(x) / b.length)));
}

/** Visits: business hours on weekdays, some at noon of weekends, more and more of them; by app most at weekends. */
function visits(seed: number): Frame {
  const random = new RandomStream(seed, 'visits');
  const at: number[] = [];
  const channel: string[] = [];
  for (let i = 0; i < ROWS; i++) {
    const weekend = random.uniform() < 0.15;
    const week = Math.floor(80 * Math.sqrt(random.uniform()));
    const day = 7 * week + (weekend ? 5 + random.below(2) : random.below(5));
    const hour = weekend ? 11 + random.below(3) : 9 + Math.floor(4 * (random.uniform() + random.uniform()));
    at.push(Date.UTC(2023, 0, 2) + day * DAY + hour * HOUR + random.below(60) * 60_000);
    channel.push(random.uniform() < (weekend ? 0.9 : 0.2) ? 'app' : 'desk');
  }
  return frameOf(numeric(schema('at', 'timestamp'), at), categorical(schema('channel', 'category'), channel));
}

describe('time stamps', () => {
  const real = visits(1);
  const weekday = (frame: Frame) => cells(frame, 'at').map((t) => (Math.floor(Number(t) / DAY) + 3) % 7);
  const hour = (frame: Frame) => cells(frame, 'at').map((t) => Math.floor(Number(t) / HOUR) % 24);
  const bundle = family.train(trainRequest({ frame: real, parameters }));

  it('keep weekdays, hours and trend, and what other columns say of them', async () => {
    const made = await family.sample(await bundle, sampleRequest({ rows: ROWS }));
    expect(overlap(weekday(real), weekday(made))).toBeGreaterThan(0.97);
    expect(overlap(hour(real), hour(made))).toBeGreaterThan(0.97);
    expect(complement(cells(real, 'at') as number[], cells(made, 'at') as number[])).toBeGreaterThan(0.97);
    for (const t of cells(made, 'at')) expect(Number(t) % 60_000).toBe(0);
    const days = weekday(made);
    const byApp = (weekend: boolean) => {
      const rows = cells(made, 'channel').filter((_, i) => days[i]! >= 5 === weekend);
      return rows.filter((c) => c === 'app').length / rows.length;
    };
    expect(byApp(true)).toBeGreaterThan(0.8);
    expect(byApp(false)).toBeLessThan(0.27);
  });

  it('keep to conditions, a moment and a range', async () => {
    const conditions = { at: { min: '2023-10-02', max: '2023-10-06T23:59' }, channel: 'app' };
    const made = await family.sample(await bundle, sampleRequest({ rows: 200, conditions }));
    for (const t of cells(made, 'at')) expect(new Date(Number(t)).toISOString().slice(0, 8)).toBe('2023-10-');
    const one = await family.sample(await bundle, sampleRequest({ rows: 20, conditions: { at: '2023-11-07T10:30' } }));
    expect(new Set(cells(one, 'at'))).toEqual(new Set([Date.UTC(2023, 10, 7, 10, 30)]));
  });
});

it('identifiers stay unique when rows are drawn again to meet a condition', async () => {
  const conditions = { joined: { min: '2019-06-05', max: '2019-06-30' } };
  const made = await family.sample(await quickBundle(), sampleRequest({ rows: 400, conditions }));
  expect(new Set(cells(made, 'key')).size).toBe(400);
});

describe('a category of many levels', () => {
  it('keeps how frequent levels are, and what other columns say of them', async () => {
    const random = new RandomStream(3, 'towns');
    const town = Array.from({ length: 8000 }, () => Math.floor(250 * random.uniform() ** 2));
    const real = frameOf(
      categorical(
        schema('town', 'category'),
        town.map((t) => `T${t}`),
      ),
      categorical(
        schema('region', 'category'),
        town.map((t) => 'NESWC'[random.below(5) > 0 ? t % 5 : random.below(5)] as string),
      ),
    );
    const [plan] = fitSplits(real, { minimumHolders: 5, categoryLevels: 64, closed: new Set() });
    const inner = splitStep.apply(plan!, real);
    const bundle = await family.train(trainRequest({ frame: inner, parameters }));
    const drawn = await family.sample(bundle, sampleRequest({ rows: 8000 }));
    const made = splitStep.restore(plan!, drawn, real.schema, { stream: (p) => new RandomStream(1, p), shard: 0 });
    const redrawn = cells(real, 'town').map((_, __, all) => all[random.below(8000)]);
    const floor = overlap(cells(real, 'town'), redrawn);
    expect(overlap(cells(real, 'town'), cells(made, 'town'))).toBeGreaterThan(floor - 0.04);
    const regions = cells(made, 'region');
    const right = cells(made, 'town').filter((t, i) => 'NESWC'[Number((t as string).slice(1)) % 5] === regions[i]);
    // 0.84 in the data.
    expect(right.length / 8000).toBeGreaterThan(0.78);
  });
});
