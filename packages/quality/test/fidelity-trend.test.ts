import type { GenerationMeasures, Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { collapseWarning, generationTrend } from '../src';
import { studentQuantile } from '../src/fidelity/trend/student-t';
import { expected } from './support/fidelity-tables';

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
