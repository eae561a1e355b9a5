import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GenerationMeasures, Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { collapseWarning, generationTrend } from '../src';
import { levelsOff } from '../src/fidelity/trend/levels-off';
import { studentQuantile } from '../src/fidelity/trend/student-t';
import { FOLDER, expected } from './support/fidelity-tables';

test('Student’s quantiles are scipy’s', () => {
  for (const [level, freedom, wanted] of expected.student) {
    expect(Math.abs(studentQuantile(level, freedom) / wanted - 1)).toBeLessThan(1e-9);
    expect(studentQuantile(1 - level, freedom)).toBeCloseTo(-wanted, 5);
  }
  expect(() => studentQuantile(1, 3)).toThrow(RangeError);
  expect(() => studentQuantile(0.9, 0)).toThrow(RangeError);
});

test('slope and interval are scipy’s', () => {
  for (const { points, slope, interval } of expected.trends) {
    const found = generationTrend(points.map(([generation, score]) => ({ generation, score })))!;
    expect(Math.abs(found.slope - slope)).toBeLessThan(1e-12);
    expect(Math.abs(found.interval![0] - interval[0])).toBeLessThan(1e-9);
    expect(Math.abs(found.interval![1] - interval[1])).toBeLessThan(1e-9);
  }
});

test('no slope from one generation, no interval from two', () => {
  expect(generationTrend([])).toBeNull();
  expect(generationTrend([{ generation: 1, score: 2 }])).toBeNull();
  expect(generationTrend([2, 3].map((score) => ({ generation: 1, score })))).toBeNull();
  expect(generationTrend([2, NaN, 3].map((score, generation) => ({ generation, score })))).toBeNull();
  const two = [1, 0.5].map((score, i) => ({ generation: i + 4, score }));
  expect(generationTrend(two)).toEqual({ slope: -0.5, interval: null, start: 1, points: 2 });
});

type Fall = Record<string, { from: number; by: number; better?: Measure['better'] }>;

function history(generations: number, fall: Fall, seed = 0): GenerationMeasures[] {
  const random = new RandomStream(seed, 'test/history');
  return Array.from({ length: generations }, (_, generation) => ({
    generation,
    measures: Object.entries(fall).map(([name, { from, by, better = 'higher' }]) => ({
      name,
      better,
      score: from + by * generation + 0.01 * random.normal(),
    })),
  }));
}

const STEADY: Fall = {
  tail_coverage: { from: 0.9, by: 0 },
  mode_drop: { from: 0.1, by: 0, better: 'lower' },
  coverage: { from: 0.9, by: 0 },
  entropy_ratio: { from: 1, by: 0 },
  column_shapes: { from: 0.97, by: 0 },
};

test('the earliest sign warns early; a later one means collapse', () => {
  const tails = { ...STEADY, tail_coverage: { from: 0.9, by: -0.05 } };
  expect(collapseWarning(history(6, tails))).toMatchObject({ verdict: 'early', first: 'tails', latest: 'tails' });
  const modes = { ...STEADY, mode_drop: { from: 0, by: 0.05, better: 'lower' as const } };
  expect(collapseWarning(history(6, modes))).toMatchObject({ verdict: 'early', first: 'tails' });
  const both = { ...tails, entropy_ratio: { from: 1, by: -0.04 } };
  expect(collapseWarning(history(6, both))).toMatchObject({ verdict: 'collapsing', first: 'tails', latest: 'spread' });
});

test('better scores do not warn, nor do two generations, nor unknown measures', () => {
  const better = { ...STEADY, tail_coverage: { from: 0.5, by: 0.05 } };
  expect(collapseWarning(history(6, better)).verdict).toBe('stable');
  expect(collapseWarning(history(2, { tail_coverage: { from: 0.9, by: -0.3 } })).verdict).toBe('unknown');
  const unknown = collapseWarning(history(6, { exact_matches: { from: 0.9, by: -0.3 } }));
  expect(unknown).toEqual({ verdict: 'unknown', first: null, latest: null, signals: [] });
});

test('chance alone warns in about one stage of forty', () => {
  const runs = 400;
  let warned = 0;
  let stages = 0;
  for (let run = 0; run < runs; run++) {
    const { signals } = collapseWarning(history(5, STEADY, run + 1));
    warned += new Set(signals.filter((s) => s.worsening).map((s) => s.stage)).size;
    stages += new Set(signals.map((s) => s.stage)).size;
  }
  expect(stages).toBe(4 * runs);
  expect(warned / stages).toBeGreaterThan(0.01);
  expect(warned / stages).toBeLessThan(0.04);
});

describe('a loss that levels off', () => {
  type Law = (generation: number) => number;
  const linear: Law = (generation) => generation;
  /** Of Gerstgrasser et al. 2024: 0, 1/4, 1/4 + 1/9 … below π²/6 - 1. */
  const accumulating: Law = (generation) =>
    Array.from({ length: generation }, (_, i) => 1 / (i + 2) ** 2).reduce((a, b) => a + b, 0);
  const points = (generations: number, law: Law, by: number, from = 0.9) =>
    Array.from({ length: generations }, (_, generation) => ({ generation, score: from + by * law(generation) }));
  /** How often a measure of a stage of four is called worse. */
  const called = (law: Law, by: number, generations: number): number => {
    const runs = 60;
    let worse = 0;
    for (let run = 0; run < runs; run++) {
      const random = new RandomStream(run + 1, 'test/levels-off');
      const noisy = (clean: number) => clean + 0.01 * random.normal();
      const history = Array.from({ length: generations }, (_, generation) => ({
        generation,
        measures: ['tail_coverage', 'category_coverage', 'range_coverage', 'recall'].map((name, k) => ({
          name,
          better: 'higher' as const,
          score: noisy(0.9 + (k === 0 ? by * law(generation) : 0)),
        })),
      }));
      const { signals } = collapseWarning(history);
      if (signals.find(({ measure }) => measure === 'tail_coverage')?.worsening) worse++;
    }
    return worse / runs;
  };

  test('is what numpy and scipy make of it', () => {
    const cases = JSON.parse(readFileSync(join(FOLDER, 'fidelity', 'levels_off.json'), 'utf8')) as {
      better: Measure['better'];
      points: [number, number][];
      levelsOff: boolean;
    }[];
    const found = cases.map(({ better, points }) =>
      levelsOff(
        points.map(([generation, score]) => ({ generation, score })),
        better,
      ),
    );
    expect(found).toEqual(cases.map((one) => one.levelsOff));
    expect(new Set(found).size).toBe(2);
  });

  test('is told from a straight one and from one that grows faster', () => {
    expect(levelsOff(points(4, accumulating, -0.2), 'higher')).toBe(true);
    expect(
      levelsOff(
        points(8, (g) => Math.log1p(g), -0.05),
        'higher',
      ),
    ).toBe(true);
    expect(levelsOff(points(8, linear, -0.01), 'higher')).toBe(false);
    expect(
      levelsOff(
        points(8, (g) => g ** 2, -0.002),
        'higher',
      ),
    ).toBe(false);
    // A Gaussian's variance under `replace`: slower and slower, and yet to 0.
    expect(
      levelsOff(
        points(8, (g) => (1 - 1 / 20) ** g, 0.9, 0),
        'higher',
      ),
    ).toBe(false);
  });

  test('is one that ends near where it began, whichever way is better and whatever the unit', () => {
    const limit = Math.PI ** 2 / 6 - 1;
    for (const [part, expected] of [
      [0.24, true],
      [0.26, false],
    ] as const) {
      expect(levelsOff(points(8, accumulating, (-part * 0.9) / limit), 'higher')).toBe(expected);
      expect(levelsOff(points(8, accumulating, (part * 0.9) / limit, 0.1), 'lower')).toBe(expected);
      expect(levelsOff(points(8, accumulating, (-part * 25) / limit, -25), 'higher')).toBe(expected);
    }
    // A chain that begins in the middle, as one whose first generations are out of sight.
    expect(levelsOff(points(9, accumulating, -0.2).slice(3), 'higher')).toBe(true);
  });

  test('is hardly ever called worse, and a straight one as often as without the second law', () => {
    expect(called(accumulating, -0.2, 6)).toBeLessThan(0.12);
    expect(called(accumulating, -0.2, 11)).toBeLessThan(0.03);
    expect(called(linear, -0.03, 6)).toBeGreaterThan(0.95);
    expect(called(linear, -0.03, 11)).toBe(1);
    // Deep, and over soon: no drift.
    expect(called(accumulating, -0.6, 11)).toBeGreaterThan(0.95);
  });
});
