import { RandomStream } from '@headwater/random';
import type { ContinuousColumn } from '../src/compared-columns';
import { thinnestTail } from '../src/fidelity/collapse/thinnest-tail';

const schema = {
  name: 'x',
  type: 'decimal' as const,
  physical: 'float64' as const,
  role: 'feature' as const,
  nullable: false,
  written: {},
};

function normals(rows: number, seed: number, keep: (value: number, i: number) => boolean = () => true): Float64Array {
  const stream = new RandomStream(seed, 'tails');
  return Float64Array.from({ length: rows }, () => stream.normal()).filter(keep);
}

const column = (synthetic: Float64Array, seed = 1): ContinuousColumn => ({
  kind: 'continuous',
  schema,
  train: normals(4000, seed),
  holdout: new Float64Array(0),
  synthetic,
});

test('a tail cut in half, or off, is seen among columns that are whole', () => {
  const whole = [column(normals(4000, 11), 1), column(normals(4000, 12), 2), column(normals(4000, 13), 3)];
  const half = thinnestTail([
    ...whole,
    column(
      normals(4000, 14, (v, i) => v < 1.645 || i % 2 === 0),
      4,
    ),
  ]);
  expect(half.score).toBeCloseTo(0.5, 0);
  expect(half.interval?.[1]).toBeLessThan(1);
  const gone = thinnestTail([
    ...whole,
    column(
      normals(4000, 14, (v) => v < 1.645),
      4,
    ),
  ]);
  expect(gone.score).toBeLessThan(0.02);
  expect(gone.reference).toBe(1);
});

test('whole tails raise an alarm in hardly more than one draw of forty', () => {
  let alarms = 0;
  for (let seed = 0; seed < 60; seed++) {
    const columns = [0, 1, 2, 3].map((j) => column(normals(2000, 1000 + 10 * seed + j), 5000 + 10 * seed + j));
    const { interval } = thinnestTail(columns);
    if ((interval?.[1] ?? 2) < 1) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(4);
});

test('no number, or few rows, have no tails to compare', () => {
  expect(thinnestTail([])).toMatchObject({ score: null, reason: expect.stringMatching(/20 real rows/) as string });
});
