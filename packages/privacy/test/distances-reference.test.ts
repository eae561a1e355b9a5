import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogicalType, Measure } from '@headwater/contracts';
import { assessPrivacy } from '../src';
import { GowerTree } from '../src/distances/gower-tree';
import { nearestRecords } from '../src/distances/nearest-records';
import { nearestTied } from '../src/distances/nearest-tied';
import { TablePoints } from '../src/distances/table-points';
import { tablesOf } from './support/attack-tables';
import { frameOf, unwatched, type Cell } from '../../quality/test/support/frames';

type Table = Record<string, Cell[]>;
interface Reference {
  types: Record<string, LogicalType>;
  train: Table;
  holdout: Table;
  synthetic: Table;
  expected: {
    nearest: { synthetic_to_train: number[]; synthetic_to_holdout: number[]; holdout_to_train: number[] };
    share_closer_to_train: number;
    dcr_ratio_to_holdout: number;
    p5: [number, number];
    exact_matches: number;
    exact_matches_holdout: number;
  };
}

const path = join(__dirname, '../../../test/reference/privacy/distances.json');
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;
const { expected } = reference;
const frame = (table: Table): ReturnType<typeof frameOf> =>
  frameOf(
    Object.fromEntries(
      Object.entries(table).map(([name, values]) => [name, { type: reference.types[name] as LogicalType, values }]),
    ),
  );
const [train, holdout, synthetic] = [frame(reference.train), frame(reference.holdout), frame(reference.synthetic)];

test('every distance to the closest record equals brute force', async () => {
  const tables = tablesOf(synthetic, 5, { train, holdout });
  const points = new TablePoints(tables);
  const options = { pace: tables.pace, note: '' };
  const check = async (from: 'synthetic' | 'holdout', to: 'train' | 'holdout', values: number[]): Promise<void> => {
    const tree = new GowerTree(points.first(to, Infinity));
    const queries = points.first(from, Infinity);
    const [near, tied] = [await nearestRecords(queries, tree, 1, options), await nearestTied(queries, tree, options)];
    expect(near.distances.length).toBe(values.length);
    for (const [i, row] of tables.order[from].entries()) {
      expect(Math.abs((near.distances[i] as number) - (values[row] as number))).toBeLessThan(1e-12);
      expect(Math.abs((tied.distances[i] as number) - (values[row] as number))).toBeLessThan(1e-12);
    }
  };
  await check('synthetic', 'train', expected.nearest.synthetic_to_train);
  await check('synthetic', 'holdout', expected.nearest.synthetic_to_holdout);
  await check('holdout', 'train', expected.nearest.holdout_to_train);
});

test('measures equal brute force', async () => {
  const evidence = await assessPrivacy({ train, holdout, synthetic, sampleRows: 1000, seed: 5, ...unwatched });
  const measure = (name: string): Measure => evidence.measures.find((m) => m.name === name) as Measure;
  expect(measure('share_closer_to_train').score).toBeCloseTo(expected.share_closer_to_train, 12);
  expect(measure('dcr_ratio_to_holdout').score).toBeCloseTo(expected.dcr_ratio_to_holdout, 10);
  expect(expected.p5[0]).toBe(0);
  expect(expected.p5[1]).toBeGreaterThan(0);
  expect(measure('dcr_p5_ratio_to_holdout').score).toBe(0);
  expect(measure('exact_matches')).toMatchObject({
    score: expected.exact_matches,
    reference: expected.exact_matches_holdout,
  });
  expect(evidence.measures.find((m) => m.name === 'identifier_reuse')).toMatchObject({
    score: null,
    notApplicable: true,
  });
  const total = (shares: number[] | undefined): number => (shares ?? []).reduce((a, b) => a + b, 0);
  expect(total(evidence.distances?.syntheticToTrain)).toBeCloseTo(1, 12);
  expect(total(evidence.distances?.syntheticToHoldout)).toBeCloseTo(1, 12);
});
