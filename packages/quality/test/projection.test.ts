import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Projection } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { compareColumns } from '../src/compared-columns';
import { Pace } from '../src/pace';
import { principalComponents, project } from '../src/plots/principal-components';
import { ProjectedCoordinates } from '../src/plots/projected-coordinates';
import { projection } from '../src/plots/projection';
import { symmetricEigen } from '../src/plots/symmetric-eigen';
import { adultSample } from './support/fidelity-tables';
import { frameOf, unwatched } from './support/frames';

interface Reference {
  variances: number[];
  explained: number[];
  total: number;
  train: [number, number][];
  synthetic: [number, number][];
  matrix: number[];
  eigenvalues: number[];
}
const path = join(__dirname, '../../../test/reference/quality/projection/expected.json');
const expected = JSON.parse(readFileSync(path, 'utf8')) as Reference;
const pace = (): Pace => new Pace(unwatched);
const at = (values: ArrayLike<number>, i: number): number => values[i] as number;

function projectionOf(train: Frame, synthetic: Frame, sampleRows = 5000, seed = 1): Promise<Projection | null> {
  const rows = { train: train.rows, synthetic: synthetic.rows };
  return projection(compareColumns(train, train, synthetic), rows, { sampleRows, seed, pace: pace() });
}

test('components of mixed columns equal those of scikit-learn', async () => {
  const columns = compareColumns(adultSample('train'), adultSample('holdout'), adultSample('headwater'));
  const every = Uint32Array.from({ length: 600 }, (_, i) => i);
  const coordinates = new ProjectedCoordinates(columns, every);
  const found = await principalComponents(coordinates.points('train', every), pace());
  expect(found.total).toBeCloseTo(expected.total, 9);
  for (const k of [0, 1]) expect(at(found.variances, k)).toBeCloseTo(at(expected.variances, k), 9);
  for (const side of ['train', 'synthetic'] as const) {
    const plane = project(coordinates.points(side, every), found);
    for (const [i, [x, y]] of expected[side].entries()) {
      // Which way a component points is a matter of convention.
      expect(Math.abs(at(plane.x, i))).toBeCloseTo(Math.abs(x), 7);
      expect(Math.abs(at(plane.y, i))).toBeCloseTo(Math.abs(y), 7);
    }
  }
});

test('Jacobi rotations find the eigenvalues that numpy finds, and their vectors', () => {
  const { values, vectors } = symmetricEigen(Float64Array.from(expected.matrix), 6);
  for (const [k, value] of expected.eigenvalues.entries()) expect(at(values, k)).toBeCloseTo(value, 12);
  for (const [k, vector] of vectors.entries()) {
    for (let i = 0; i < 6; i++) {
      const image = vector.reduce((sum, v, j) => sum + v * at(expected.matrix, i * 6 + j), 0);
      expect(image).toBeCloseTo(at(values, k) * at(vector, i), 11);
    }
  }
});

test('Adult: shares, square cells, no cell of fewer than five real rows; the same again', async () => {
  const [train, synthetic] = [adultSample('train'), adultSample('ctgan')];
  const found = (await projectionOf(train, synthetic)) as Projection;
  expect(found.rows).toBe(600);
  for (const k of [0, 1]) expect(at(found.explained, k)).toBeCloseTo(at(expected.explained, k), 4);
  expect([found.xEdges.length, found.yEdges.length, found.real.length]).toEqual([29, 29, 784]);
  const side = (edges: number[]): number => (at(edges, 28) - at(edges, 0)) / 28;
  expect(side(found.xEdges)).toBeCloseTo(side(found.yEdges), 2);
  expect(found.synthetic.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 3);
  expect(found.real.every((v) => v === 0 || v * 600 > 4.99)).toBe(true);
  expect(found.real.some((v) => v > 0)).toBe(true);
  expect(await projectionOf(train, synthetic)).toEqual(found);
  expect(await projectionOf(train, synthetic, 300, 2)).toMatchObject({ rows: 300 });
});

/** Two levels and a number that follow one another, and what is to be told apart from them. */
function pair(rows: number, index: number, opposite = false): Frame {
  const random = new RandomStream(4, 'test/projection', index);
  const x = Array.from({ length: rows }, () => random.normal());
  return frameOf({
    x: { type: 'decimal', values: x },
    y: { type: 'decimal', values: x.map((v) => (opposite ? -v : v) + random.normal() * 0.2) },
    noise: { type: 'decimal', values: x.map(() => random.normal()) },
  });
}

test('rows that break the direction of real rows lie where no real row does', async () => {
  const found = (await projectionOf(pair(2000, 0), pair(2000, 1, true))) as Projection;
  const alike = (await projectionOf(pair(2000, 0), pair(2000, 2))) as Projection;
  const distance = ({ real, synthetic }: Projection): number =>
    real.reduce((sum, v, i) => sum + Math.abs(v - at(synthetic, i)), 0) / 2;
  expect(distance(found)).toBeGreaterThan(distance(alike) + 0.2);
});

test('many wide level sets are held to some hundreds of coordinates', async () => {
  const random = new RandomStream(4, 'test/projection-wide');
  const wide = frameOf(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, j) => [
        `c${j}`,
        { type: 'category', values: Array.from({ length: 300 }, () => `v${random.below(50)}`) },
      ]),
    ),
  );
  const every = Uint32Array.from({ length: 300 }, (_, i) => i);
  const coordinates = new ProjectedCoordinates(compareColumns(wide, wide, wide), every);
  expect(coordinates.width).toBeLessThanOrEqual(400);
  expect(coordinates.width).toBeGreaterThan(300);
  expect((await projectionOf(wide, wide))?.rows).toBe(300);
});

test('nothing to project: few rows, one direction, no comparable column', async () => {
  expect(await projectionOf(pair(19, 0), pair(100, 1))).toBeNull();
  const line = frameOf({ x: { type: 'integer', values: Array.from({ length: 50 }, (_, i) => i) } });
  expect(await projectionOf(line, line)).toBeNull();
  const text = frameOf({ t: { type: 'text', values: Array.from({ length: 50 }, (_, i) => `t${i}`) } });
  expect(await projectionOf(text, text)).toBeNull();
  const twice = Array.from({ length: 50 }, (_, i) => i);
  const same = frameOf({ a: { type: 'integer', values: twice }, b: { type: 'integer', values: twice } });
  expect(await projectionOf(same, same)).toBeNull();
});
