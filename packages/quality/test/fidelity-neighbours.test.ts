import { RandomStream } from '@headwater/random';
import { compareColumns, Pace } from '../src';
import { neighbourMeasures } from '../src/fidelity/neighbours/neighbour-measures';
import { QuantileSpace } from '../src/fidelity/neighbours/quantile-space';
import { squaredDistance } from '../src/fidelity/neighbours/squared-distance';
import { frameOf, unwatched } from './support/frames';
import { adultSample, expected, named, OTHERS } from './support/fidelity-tables';

const options = { sampleRows: 600, seed: 1, pace: new Pace(unwatched) };
const NAMES = ['precision', 'recall', 'density', 'coverage', 'alpha_precision', 'beta_recall', 'authenticity'];

test.each(OTHERS)('the papers’ formulas in numpy on the %s sample', async (name) => {
  const other = adultSample(name);
  const rows = { train: 600, holdout: 600, synthetic: 600 };
  const { measures } = await neighbourMeasures(compareColumns(adultSample('train'), other, other), rows, options);
  expect(measures.map((m) => m.name)).toEqual(NAMES);
  for (const measure of NAMES) {
    const wanted = expected.adult[name].neighbours[measure] as number;
    expect(Math.abs((named(measures, measure).score as number) - wanted)).toBeLessThan(1e-9);
    expect(named(measures, measure).reference).toBe(named(measures, measure).score);
  }
});

/** Two related numbers, one of them with holes, and a level. */
function made(rows: number, index: number, far = 0) {
  const random = new RandomStream(5, 'test/neighbours', index);
  const x = Array.from({ length: rows }, () => random.normal() + far);
  return frameOf({
    x: { type: 'decimal', values: x },
    y: { type: 'decimal', values: x.map((v) => (random.uniform() < 0.1 ? null : v + random.normal() / 4)) },
    level: { type: 'category', values: x.map((v) => (v > far ? 'high' : 'low')) },
  });
}

async function scores(train: ReturnType<typeof made>, synthetic: ReturnType<typeof made>, seed = 1, sampleRows = 400) {
  const rows = { train: train.rows, holdout: 0, synthetic: synthetic.rows };
  const columns = compareColumns(train, made(0, 9), synthetic);
  const { measures } = await neighbourMeasures(columns, rows, { ...options, seed, sampleRows });
  return Object.fromEntries(measures.map((m) => [m.name, m.score as number]));
}

test('real rows of the same kind are in, rows from elsewhere are out, copies are not authentic', async () => {
  const train = made(400, 0);
  const same = await scores(train, made(400, 1));
  expect(same.precision).toBeGreaterThan(0.9);
  expect(same.coverage).toBeGreaterThan(0.9);
  expect(same.alpha_precision).toBeGreaterThan(0.9);
  // Not authentic are those that are their nearest neighbour's nearest neighbour: 62 % of points in a plane.
  expect(same.authenticity).toBeGreaterThan(0.3);
  expect(same.authenticity).toBeLessThan(0.46);
  const away = await scores(train, made(400, 1, 50));
  expect(away.recall).toBeLessThan(0.1);
  expect(away.beta_recall).toBeLessThan(0.1);
  const copied = await scores(train, train);
  expect(copied).toMatchObject({ precision: 1, recall: 1, coverage: 1, authenticity: 0 });
});

test('larger tables are sampled by the seed', async () => {
  const [train, synthetic] = [made(400, 0), made(300, 1)];
  const drawn = await scores(train, synthetic, 1, 100);
  expect(await scores(train, synthetic, 1, 100)).toEqual(drawn);
  expect(await scores(train, synthetic, 2, 100)).not.toEqual(drawn);
});

test('distances: a difference of levels is 1 whatever their number, missing is 1 from a value and 0 from missing', () => {
  const random = new RandomStream(8, 'test/distances');
  const rows = 700;
  const levels = (count: number) =>
    Array.from({ length: rows }, () => (random.uniform() < 0.1 ? null : `level ${random.below(count)}`));
  const values = Object.fromEntries([2, 3, 200, 5, 600, 128, 2].map((count, i) => [`c${i}`, levels(count)]));
  const x = Array.from({ length: rows }, (_, i) => (i % 9 === 0 ? null : i));
  const frame = frameOf({
    x: { type: 'integer', values: x },
    ...Object.fromEntries(Object.entries(values).map(([name, v]) => [name, { type: 'category' as const, values: v }])),
  });
  const points = new QuantileSpace(compareColumns(frame, frame, frame)).points('train', Array.from(x.keys()));
  expect(points).toMatchObject({ named: 8, packed: 7, wordsPerRow: 2 });
  const present = x.filter((v) => v !== null);
  const quantile = (v: number | null) =>
    v === null ? 0.5 : Math.round(((present.filter((p) => p < v).length + 0.5) / present.length) * 4096) / 4096;
  for (let pair = 0; pair < 300; pair++) {
    const [i, j] = [random.below(rows), random.below(rows)];
    let wanted = (quantile(x[i]!) - quantile(x[j]!)) ** 2 + ((x[i] === null) === (x[j] === null) ? 0 : 1);
    for (const v of Object.values(values)) wanted += v[i] === v[j] ? 0 : 1;
    expect(squaredDistance(points, i, points, j, Infinity)).toBe(wanted);
    const limited = squaredDistance(points, i, points, j, 2);
    expect(limited > 2 ? wanted > 2 : limited === wanted).toBe(true);
  }
});
