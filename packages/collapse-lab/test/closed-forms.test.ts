import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClosedFormRow } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { closedForms } from '../src';
import { expectedVariance, limitingVariance, simulateGaussian } from '../src/closed-forms/gaussian';
import { expectedErrorRatio, expectedFirstError } from '../src/closed-forms/linear-regression';

interface Reference extends Pick<ClosedFormRow, 'model' | 'protocol' | 'rows' | 'generation'> {
  mean: number;
  error: number;
}
const reference = JSON.parse(
  readFileSync(join(__dirname, '../../../test/reference/collapse-lab/closed_forms.json'), 'utf8'),
) as Reference[];

const REPETITIONS = 250;
const table = closedForms({ repetitions: REPETITIONS, seed: 1 });
const named = ({ model, protocol, rows, generation }: Omit<Reference, 'mean' | 'error'>): string =>
  `${model} ${protocol} ${rows} ${generation}`;

it('simulates every row that numpy simulated, and no other', () => {
  expect(table.map(named).sort()).toEqual(reference.map(named).sort());
});

it.each(table.map((row) => [named(row), row] as const))('%s: the closed form lies in the interval', (_, row) => {
  expect(row.interval[0]).toBeLessThan(row.expected);
  expect(row.interval[1]).toBeGreaterThan(row.expected);
  expect(row.within).toBe(true);
});

it.each(reference.map((row) => [named(row), row] as const))(
  '%s: numpy finds the closed form and our mean',
  (_, row) => {
    const ours = table.find((other) => named(other) === named(row)) as ClosedFormRow;
    // 58 comparisons: four standard errors, seldom reached by chance in all of them together (0.4 %).
    expect(Math.abs(row.mean - ours.expected)).toBeLessThan(4 * row.error);
    const error = (ours.interval[1] - ours.interval[0]) / 2 / 3.14;
    expect(Math.abs(row.mean - ours.simulated)).toBeLessThan(4.5 * Math.hypot(row.error, error));
  },
);

it('gives the same table for the same seed, another for another', () => {
  const short = (seed: number): number[] => closedForms({ repetitions: 10, seed }).map((row) => row.simulated);
  expect(short(3)).toEqual(short(3));
  expect(short(3)).not.toEqual(short(4));
});

it('ends where the recursions end', () => {
  for (const rows of [10, 100]) {
    expect(expectedVariance('accumulate', rows, 100_000)).toBeCloseTo(limitingVariance('accumulate', rows), 5);
    expect(expectedVariance('fresh-50', rows, 200)).toBeCloseTo(limitingVariance('fresh-50', rows), 10);
    expect(expectedVariance('replace', rows, 1e5)).toBeCloseTo(limitingVariance('replace', rows), 10);
  }
  expect(expectedErrorRatio('accumulate', 100_000)).toBeCloseTo(Math.PI ** 2 / 6, 4);
});

it('has the figures that are published', () => {
  // (1 - 1/n)^t, sin(pi/sqrt n)/(pi/sqrt n), d/(T - d - 1), the partial sums of 1/i².
  expect(expectedVariance('replace', 100, 100)).toBeCloseTo(0.366, 3);
  expect(limitingVariance('accumulate', 10)).toBeCloseTo(0.843, 3);
  expect(limitingVariance('accumulate', 100)).toBeCloseTo(0.984, 3);
  expect(expectedFirstError({ inputs: 10, rows: 100 })).toBeCloseTo(0.1124, 4);
  expect([1, 2, 5].map((n) => expectedErrorRatio('accumulate', n))).toEqual([1, 1.25, expect.closeTo(1.4636, 4)]);
});

it('sees a fit that does not lose variance: with divisor n - 1 nothing collapses on average', () => {
  // The simulation would not tell its closed form from this one if its interval were too wide.
  const row = table.find((r) => r.protocol === 'replace' && r.rows === 10 && r.generation === 10) as ClosedFormRow;
  expect(row.interval[1]).toBeLessThan(1);
});

it('follows one chain by generation: a shorter one is its beginning', () => {
  const chain = (generations: number[]): number[] =>
    simulateGaussian('accumulate', 10, generations, new RandomStream(1, 'test'));
  expect(chain([1, 2, 3, 9]).slice(0, 3)).toEqual(chain([1, 2, 3]));
});
