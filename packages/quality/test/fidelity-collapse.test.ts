import { RandomStream } from '@headwater/random';
import { takeRows, type Frame } from '@headwater/tables';
import { compareColumns, Pace } from '../src';
import { collapseMeasures } from '../src/fidelity/collapse/collapse-measures';
import { modeDrop, modeDuplication, modesOf } from '../src/fidelity/collapse/modes';
import { uniqueRowShare } from '../src/fidelity/collapse/row-variety';
import { tailCoverage } from '../src/fidelity/collapse/tail-coverage';
import { fidelityOf } from './support/assessed';
import { frameOf, unwatched } from './support/frames';
import { adultSample, expected, named, OTHERS } from './support/fidelity-tables';

const options = { sampleRows: 600, seed: 1, pace: new Pace(unwatched) };
const train = adultSample('train');

test.each(OTHERS)('numpy, pandas and scipy on the %s sample', async (name) => {
  const other = adultSample(name);
  const columns = compareColumns(train, other, other);
  const { measures } = await collapseMeasures(columns, { train: 600, holdout: 600, synthetic: 600 }, options);
  const wanted = expected.adult[name];
  const distance = (wanted.neighbours.mean_pairwise_distance as number) / expected.train_mean_pairwise_distance;
  for (const [measure, score] of [
    ...['tail_coverage', 'spread_ratio', 'entropy_ratio', 'unique_row_share'].map((m) => [m, wanted.collapse[m]]),
    ['mean_pairwise_distance_ratio', distance],
  ] as [string, number][]) {
    expect(Math.abs((named(measures, measure).score as number) - score)).toBeLessThan(1e-9);
    if (measure !== 'unique_row_share') expect(named(measures, measure).reference).toBe(named(measures, measure).score);
  }
  const levels = modesOf(columns.filter((c) => c.kind === 'discrete'));
  const { dropped_levels: dropped = NaN, levels_of_one_percent: modes = NaN } = wanted.collapse;
  expect(modeDrop(levels, 'synthetic')).toBeCloseTo(dropped / modes, 12);
});

test('tail coverage: half a tail, a missing tail, a heavier tail, a column without tails', () => {
  const real = Float64Array.from({ length: 1000 }, (_, i) => i);
  const clipped = (low: number, high: number) => real.map((v) => Math.min(high, Math.max(low, v)));
  expect(tailCoverage(real, real)).toBe(1);
  expect(tailCoverage(real, clipped(10, 1e9))).toBe(0.5);
  expect(tailCoverage(real, clipped(10, 989))).toBe(0);
  expect(
    tailCoverage(
      real,
      real.map((v) => (v >= 990 && v < 995 ? 500 : v)),
    ),
  ).toBe(0.75);
  expect(
    tailCoverage(
      real,
      real.map((v) => (v < 100 ? -1 : v)),
    ),
  ).toBe(1);
  expect(tailCoverage(new Float64Array(50), real)).toBeNull();
  expect(tailCoverage(real, new Float64Array(5).fill(NaN))).toBeNull();
});

test('unique rows: equal numbers in different columns are not equal rows', () => {
  const columns = [Int32Array.of(0, 1, 0, 0, -1), Float64Array.of(1, 0, 1, NaN, NaN)];
  expect(uniqueRowShare(columns, Uint32Array.of(0, 1, 2, 3, 4))).toBe(4 / 5);
  expect(uniqueRowShare(columns, Uint32Array.of(0, 2))).toBe(1 / 2);
  expect(uniqueRowShare([], Uint32Array.of(0))).toBeNull();
});

/** Three related columns, 4,000 rows; y follows x, group follows both; level f is rare. */
function made(index: number): { x: number[]; y: number[]; group: string[]; site: string[] } {
  const random = new RandomStream(2, 'test/planted', index);
  const x = Array.from({ length: 4000 }, () => random.normal());
  const y = x.map((v) => 0.9 * v + 0.44 * random.normal());
  const group = x.map((v, i) => (v + y[i]! > 1 ? 'high' : v < 0 ? 'low' : 'middle'));
  const site = x.map(() => 'aaaaaabbbbccccddddef'[random.below(20)]!);
  return { x, y, group, site };
}

function tableOf({ x, y, group, site }: ReturnType<typeof made>): Frame {
  return frameOf({
    x: { type: 'decimal', values: x },
    y: { type: 'decimal', values: y },
    group: { type: 'category', values: group },
    site: { type: 'category', values: site },
  });
}

async function assessed(synthetic: Frame): Promise<(name: string) => { score: number; reference: number }> {
  const request = { train: tableOf(made(0)), holdout: tableOf(made(1)), synthetic, sampleRows: 800, seed: 3 };
  const { measures } = await fidelityOf({ ...request, ...unwatched });
  return (name) => named(measures, name) as { score: number; reference: number };
}

describe('planted damage', () => {
  test('none: every score is near its reference', async () => {
    const of = await assessed(tableOf(made(2)));
    for (const name of ['accuracy', 'coverage', 'recall', 'precision', 'entropy_ratio', 'spread_ratio'])
      expect(Math.abs(of(name).score - of(name).reference)).toBeLessThan(0.06);
    // A tail is 40 of 4,000 rows: their number alone varies by a sixth.
    expect(of('tail_coverage').score).toBeGreaterThan(0.8);
    expect(of('mode_drop').score).toBe(0);
    expect(of('mode_duplication').score).toBeLessThan(0.03);
  });

  test('a category of 5 % dropped: coverage of categories and modes see it, marginals hardly do', async () => {
    const table = made(2);
    const of = await assessed(tableOf({ ...table, site: table.site.map((s) => (s === 'f' ? 'a' : s)) }));
    expect(of('category_coverage').score).toBeCloseTo((1 + 5 / 6) / 2, 12);
    expect(of('mode_drop').score).toBeGreaterThan(0);
    expect(of('mode_drop').reference).toBe(0);
    expect(of('accuracy_univariate').score).toBeGreaterThan(of('accuracy_univariate').reference - 0.02);
  });

  test('half of both tails cut off: tail coverage sees it, spread and marginals hardly do', async () => {
    const table = made(2);
    const halved = (values: number[]) => values.map((v, i) => (Math.abs(v) > 2.33 && i % 2 === 0 ? v / 3 : v));
    const of = await assessed(tableOf({ ...table, x: halved(table.x), y: halved(table.y) }));
    expect(of('tail_coverage').score).toBeLessThan(0.65);
    expect(of('tail_coverage').reference).toBeGreaterThan(0.85);
    expect(of('spread_ratio').score).toBeGreaterThan(0.93);
    expect(of('accuracy_univariate').score).toBeGreaterThan(of('accuracy_univariate').reference - 0.02);
  });

  test('a broken pair: pairs and neighbours see it, single columns do not', async () => {
    const table = made(2);
    const of = await assessed(tableOf({ ...table, y: made(3).y }));
    expect(of('accuracy_univariate').score).toBeGreaterThan(of('accuracy_univariate').reference - 0.02);
    expect(of('accuracy_bivariate').score).toBeLessThan(of('accuracy_bivariate').reference - 0.1);
    expect(of('precision').score).toBeLessThan(of('precision').reference - 0.15);
    expect(of('coverage').score).toBeLessThan(of('coverage').reference - 0.15);
    expect(of('tail_coverage').score).toBeGreaterThan(0.85);
  });

  test('one row in place of 10 %: duplication, unique rows and entropy see it', async () => {
    const frame = tableOf(made(2));
    const rows = Array.from({ length: frame.rows }, (_, i) => (i % 10 === 0 ? 7 : i));
    const of = await assessed(takeRows(frame, rows));
    expect(of('unique_row_share').score).toBeCloseTo(0.9, 2);
    expect(of('unique_row_share').reference).toBe(1);
    expect(of('mode_duplication').score).toBeGreaterThan(of('mode_duplication').reference + 0.05);
    expect(of('mean_pairwise_distance_ratio').score).toBeLessThan(of('mean_pairwise_distance_ratio').reference);
  });
});

describe('the size at which damage shows', () => {
  const rows = { train: 4000, holdout: 4000, synthetic: 4000 };
  const collapsed = async (synthetic: Frame) => {
    const columns = compareColumns(tableOf(made(0)), tableOf(made(1)), synthetic);
    const { measures } = await collapseMeasures(columns, rows, options);
    return (name: string) => named(measures, name) as { score: number; reference: number };
  };

  test.each([
    [0.25, 0.7, 0.9],
    [0.5, 0.45, 0.65],
    [0.75, 0.2, 0.4],
    [1, 0, 0.05],
  ])('%d of the rows in the tails pulled in', async (part, least, most) => {
    const { x, y, ...others } = made(2);
    const random = new RandomStream(6, 'test/pulled-in');
    const pulled = (values: number[]) => values.map((v) => (Math.abs(v) > 2 && random.uniform() < part ? v / 3 : v));
    const of = await collapsed(tableOf({ ...others, x: pulled(x), y: pulled(y) }));
    expect(of('tail_coverage').score).toBeGreaterThanOrEqual(least);
    expect(of('tail_coverage').score).toBeLessThan(most);
  });

  test.each([
    [0.7, false],
    [0.85, true],
    [1, true],
  ])('%d of a level’s rows moved to another: a mode is dropped when it lost three quarters', async (part, seen) => {
    const table = made(2);
    const random = new RandomStream(6, 'test/moved');
    const site = table.site.map((s) => (s === 'e' && random.uniform() < part ? 'a' : s));
    expect((await collapsed(tableOf({ ...table, site })))('mode_drop').score > 0).toBe(seen);
  });

  test.each([0.01, 0.02, 0.05])(
    'one row in place of %d of all: its share is missing from the different rows',
    async (part) => {
      const frame = tableOf(made(2));
      const copied = Array.from({ length: frame.rows }, (_, i) => (i < part * frame.rows ? 7 : i));
      const of = await collapsed(takeRows(frame, copied));
      expect(of('unique_row_share').score).toBeCloseTo(1 - part, 3);
      expect(of('unique_row_share').reference).toBe(1);
    },
  );
});

test('a mode that grew, in points of all rows, whichever column it is in', () => {
  const of = (values: string[]) => frameOf({ a: { type: 'category', values } });
  const real = of(['p', 'p', 'q', 'q', 'r', 's', 't', 'u', 'v', 'w']);
  const grown = of(['p', 'p', 'p', 'p', 'p', 'q', 't', 'u', 'v', 'w']);
  const modes = modesOf(compareColumns(real, real, grown));
  expect(modeDuplication(modes, 'synthetic')).toBeCloseTo(0.3, 12);
  expect(modeDrop(modes, 'synthetic')).toBeCloseTo(2 / 8, 12);
});
