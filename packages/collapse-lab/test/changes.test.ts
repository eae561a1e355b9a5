import type { Evidence, LabChainCard, LabMeasure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { chainCard, changesOf, curvesOf, followedMeasures } from '../src';

const MEASURE: LabMeasure = { name: 'coverage', better: 'higher', stage: 'coverage', reference: 0.9 };

/** Chains whose score is a line with noise. */
function chainsOf(slope: number, noise: number, seed: number): LabChainCard[] {
  return [1, 2, 3].map((which) => {
    const stream = new RandomStream(seed, 'test/chains', which);
    return {
      seed: which,
      generations: Array.from({ length: 11 }, (_, generation) => ({
        generation,
        syntheticShare: 1,
        verdict: 'stable' as const,
        scores: { coverage: 0.8 + slope * generation + noise * stream.normal() },
      })),
      firstWorse: {},
      earlyAt: null,
      collapsingAt: null,
      warnedAt: null,
      refusedAt: null,
      stoppedAt: null,
    };
  });
}

const verdictOf = (slope: number, noise: number, seed: number): string | undefined =>
  changesOf(chainsOf(slope, noise, seed), [MEASURE])[0]?.verdict;

it('takes noise for noise: at most one in twenty times, about, it does not', () => {
  const wrong = Array.from({ length: 400 }, (_, seed) => verdictOf(0, 0.01, seed)).filter((v) => v !== 'within').length;
  expect(wrong / 400).toBeGreaterThan(0.01);
  expect(wrong / 400).toBeLessThan(0.08);
});

it('sees a fall and a rise that noise does not explain', () => {
  for (let seed = 0; seed < 50; seed++) {
    expect(verdictOf(-0.005, 0.01, seed)).toBe('worse');
    expect(verdictOf(0.005, 0.01, seed)).toBe('better');
  }
});

it('sees a fall without any noise', () => {
  expect(verdictOf(-0.01, 0, 1)).toBe('worse');
});

it('knows which way is better', () => {
  const lower: LabMeasure = { ...MEASURE, better: 'lower' };
  expect(changesOf(chainsOf(0.01, 0.001, 1), [lower])[0]?.verdict).toBe('worse');
});

it('measures the noise of one score', () => {
  const noises = Array.from({ length: 100 }, (_, s) => changesOf(chainsOf(-0.002, 0.02, s), [MEASURE])[0]?.noise ?? 0);
  expect(noises.reduce((a, b) => a + b, 0) / 100).toBeCloseTo(0.02, 3);
});

it('widens the margins where there are more measures', () => {
  const twice = changesOf(chainsOf(0, 0.01, 1), [MEASURE, MEASURE]);
  const once = changesOf(chainsOf(0, 0.01, 1), [MEASURE]);
  expect(twice[0]?.margin).toBeGreaterThan((once[0]?.margin ?? 0) * 1.05);
});

it('says nothing of a measure without scores, or of too few generations', () => {
  expect(changesOf(chainsOf(0, 0.1, 1), [{ ...MEASURE, name: 'recall' }])).toEqual([]);
  const short = chainsOf(0, 0.1, 1).map((c) => ({ ...c, generations: c.generations.slice(0, 2) }));
  expect(changesOf(short, [MEASURE])).toEqual([]);
});

it('draws median and range over the seeds', () => {
  const chains = [0.1, 0.4, 0.2].map((score, i) => ({
    ...(chainsOf(0, 0, i)[0] as LabChainCard),
    generations: [{ generation: 0, syntheticShare: 0, verdict: 'unknown' as const, scores: { coverage: score } }],
  }));
  expect(curvesOf(chains, [MEASURE])).toEqual([
    { measure: 'coverage', points: [{ generation: 0, median: 0.2, least: 0.1, most: 0.4 }] },
  ]);
});

function evidence(scores: Record<string, number | null>): Evidence {
  const measures = Object.entries(scores).map(([name, score]) => ({
    name,
    score,
    better: 'higher' as const,
    reference: 0.95,
    interval: null,
    seconds: 0,
    meaning: '',
  }));
  return {
    version: 1,
    stage: 'quality',
    rows: { train: 1, holdout: 1, synthetic: 1 },
    measures,
    columns: [],
    pairs: [],
    notes: [],
  };
}

it('tells at which generation tails and then coverage began to worsen', () => {
  // A straight fall has an interval of no width: it shows with the third generation.
  const measured = Array.from({ length: 8 }, (_, generation) => ({
    record: { generation, syntheticShare: generation === 0 ? 0 : 1 },
    evidence: evidence({
      tail_coverage: 1 - 0.05 * generation,
      coverage: generation < 4 ? 0.9 : 1.3 - 0.1 * generation,
    }),
  }));
  const followed = followedMeasures(measured.map((m) => m.evidence));
  expect(followed.map(({ name, stage, reference }) => [name, stage, reference])).toEqual([
    ['tail_coverage', 'tails', 0.95],
    ['coverage', 'coverage', 0.95],
  ]);
  const card = chainCard({ seed: 5, warnedAt: 2, refusedAt: 6, stoppedAt: null }, measured, followed);
  expect(card.firstWorse.tails).toBe(2);
  expect(card.firstWorse.coverage).toBeGreaterThan(4);
  expect(card).toMatchObject({
    seed: 5,
    earlyAt: 2,
    collapsingAt: card.firstWorse.coverage,
    refusedAt: 6,
    stoppedAt: null,
  });
  expect(card.generations.slice(0, 3).map((g) => g.verdict)).toEqual(['unknown', 'unknown', 'early']);
});

it('follows no measure without a score, and none it does not know', () => {
  expect(
    followedMeasures([evidence({ tail_coverage: null, recall: 0.5, beauty: 1, two_sample_auc: 0.6 })]).map(
      (m) => m.name,
    ),
  ).toEqual(['recall', 'two_sample_auc']);
});
