import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogicalType, Measure } from '@headwater/contracts';
import { compareColumns, Pace, type DiscreteColumn } from '@headwater/quality';
import { assessPrivacy } from '../src';
import { ClosestRecords } from '../src/distances/closest-records';
import { frameOf, unwatched, type Cell } from './support/frames';

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
  const columns = compareColumns(train, holdout, synthetic) as DiscreteColumn[];
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const closest = new ClosestRecords(columns, rows, { sampleRows: 1000, seed: 5, pace: new Pace(unwatched) });
  const equal = await closest.inEqualNumbers();
  const all = await closest.toTrain();
  const check = (found: Float64Array, values: number[]): void => {
    expect(found.length).toBe(values.length);
    expect(Math.max(...values.map((value, i) => Math.abs(value - (found[i] as number))))).toBeLessThan(1e-12);
  };
  check(equal.toTrain, expected.nearest.synthetic_to_train);
  check(equal.toHoldout, expected.nearest.synthetic_to_holdout);
  check(all.fromSynthetic, expected.nearest.synthetic_to_train);
  check(all.fromHoldout, expected.nearest.holdout_to_train);
  expect(closest.notes).toEqual([]);
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
  expect(evidence.measures.map((m) => m.name)).not.toContain('identifier_reuse');
  const total = (shares: number[] | undefined): number => (shares ?? []).reduce((a, b) => a + b, 0);
  expect(total(evidence.distances?.syntheticToTrain)).toBeCloseTo(1, 12);
  expect(total(evidence.distances?.syntheticToHoldout)).toBeCloseTo(1, 12);
});
