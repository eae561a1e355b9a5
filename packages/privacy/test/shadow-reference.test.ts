import { studentQuantile } from '@headwater/quality';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pace } from '@headwater/quality';
import { auditTrials } from '../src/shadow/audit-trials';
import { Calibration } from '../src/shadow/calibration';
import { clusteredArea, clusteredHits, type TrialScores } from '../src/shadow/clustered-rates';
import { SharedRarity } from '../src/shadow/shared-rarity';
import { unwatched } from '../../quality/test/support/frames';

interface Rate {
  rate: number;
  interval: [number, number];
}

type Cells = Record<'amount' | 'count' | 'colour' | 'flag', (number | null)[]>;

interface Reference {
  student: { freedom: number; errors: number }[];
  trials: {
    models: number;
    targets: number;
    scores: number[];
    members: number[];
    area: Rate;
    hits: Rate & { mistakes: number };
    audits: { delta: number; bound: number }[];
  }[];
  densities: { real: Cells; table: Cells; targets: number[]; broad: number[]; sharp: number[] };
  calibration: {
    broad: number[][];
    sharp: number[][];
    scores: number[][];
    more: { broad: number[]; sharp: number[]; scores: number[] };
  };
}

const path = join(__dirname, '../../../test/reference/privacy/shadow/shadow.json');
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

const expectNear = (found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-9): void => {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs((found[i] as number) - value)).toBeLessThan(tolerance);
};

test("half-widths by Student's t equal scipy's", () => {
  for (const { freedom, errors } of reference.student) expectNear([studentQuantile(0.975, freedom)], [errors]);
});

test.each(reference.trials.map((trial): [number, Reference['trials'][number]] => [trial.models, trial]))(
  'area, hit rate, their clustered intervals and the epsilon bound of %d models',
  (_, { models, targets, scores, members, area, hits, audits }) => {
    const trials: TrialScores = {
      scores: Float64Array.from(scores),
      members: Uint8Array.from(members),
      models,
      targets,
    };
    const found = clusteredArea(trials);
    expectNear([found.rate, ...found.interval], [area.rate, ...area.interval]);
    const recognised = clusteredHits(trials, 0.01);
    expectNear([recognised.rate, recognised.mistakes], [hits.rate, hits.mistakes]);
    expectNear(recognised.interval, hits.interval);
    for (const delta of [0, 1e-5]) {
      const best = Math.max(...audits.filter((audit) => audit.delta === delta).map(({ bound }) => bound));
      expectNear([auditTrials(trials, delta)], [best]);
    }
  },
);

test('densities equal the sum over all subsets of columns, with real rows between two cells counted one by one', async () => {
  const { real, table, targets, broad, sharp } = reference.densities;
  const values = (cells: (number | null)[]): Float64Array => Float64Array.from(cells, (cell) => cell ?? NaN);
  const names = ['amount', 'count', 'colour', 'flag'] as const;
  const columns = names.map((name) => ({
    kind: name === 'colour' || name === 'flag' ? ('discrete' as const) : ('continuous' as const),
    values: values(real[name]),
  }));
  const rarity = new SharedRarity(columns, real.flag.length, Uint32Array.from(targets));
  const cells = names.map((name) => values(table[name]));
  const found = await rarity.densities(cells, table.flag.length, new Pace(unwatched), 'test');
  expectNear(found.broad, broad);
  expectNear(found.sharp, sharp);
});

test('calibrated scores of the models, and of one table more', () => {
  const { broad, sharp, scores, more } = reference.calibration;
  const densities = (b: number[], s: number[]) => ({ broad: Float64Array.from(b), sharp: Float64Array.from(s) });
  const models = broad.map((of, m) => densities(of, sharp[m] as number[]));
  const calibration = new Calibration(models);
  for (const [m, expected] of scores.entries())
    expectNear(calibration.scores(models[m] as (typeof models)[0]), expected);
  expectNear(calibration.scores(densities(more.broad, more.sharp)), more.scores);
});
