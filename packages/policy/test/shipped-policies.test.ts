import type { Verdict } from '@headwater/contracts';
import { decide, shippedPolicies, type JudgedMeasure } from '../src';

interface Scores {
  shapes: number;
  pairs: number;
  auc: [score: number, low: number];
  closer: [score: number, low: number];
  p5?: number;
  /** Share of exact matches, its lower bound, the same share of real held-out rows. */
  exact: [score: number, low: number, reference: number];
  reuse?: number;
  copies?: [score: number, low: number];
  /** What real rows score on shapes and pair trends. */
  ceiling?: [shapes: number, pairs: number];
}

function measures({
  shapes,
  pairs,
  auc,
  closer,
  p5 = 1,
  exact,
  reuse,
  copies = [0, 0],
  ceiling = [0.993, 0.985],
}: Scores): JudgedMeasure[] {
  const quality = (
    name: string,
    score: number,
    reference: number,
    interval: [number, number] | null = null,
  ): JudgedMeasure => ({
    stage: 'quality',
    measure: { name, score, reference, interval },
  });
  const privacy = (
    name: string,
    score: number,
    interval: [number, number] | null = null,
    reference: number | null = null,
  ): JudgedMeasure => ({
    stage: 'privacy',
    measure: { name, score, reference, interval },
  });
  const mirrored = ([score, low]: [number, number]): [number, number] => [low, 2 * score - low];
  return [
    quality('column_shapes', shapes, ceiling[0]),
    quality('column_pair_trends', pairs, ceiling[1]),
    quality('quality_score', (shapes + pairs) / 2, (ceiling[0] + ceiling[1]) / 2),
    quality('two_sample_auc', auc[0], 0.5, mirrored(auc)),
    privacy('share_closer_to_train', closer[0], mirrored(closer)),
    privacy('dcr_p5_ratio_to_holdout', p5),
    privacy('exact_matches', exact[0], mirrored([exact[0], exact[1]]), exact[2]),
    privacy('near_copies', copies[0], mirrored(copies), 0),
    reuse === undefined
      ? { stage: 'privacy', measure: { name: 'identifier_reuse', score: null, reference: null, notApplicable: true } }
      : privacy('identifier_reuse', reuse),
  ];
}

const GENERAL = ['exploratory', 'internal'] as const;

/** Scores like those of public synthesizers and of real rows on Adult and smaller tables, and made ones for the cases between. */
describe.each<[string, Scores, Record<(typeof GENERAL)[number], Verdict>]>([
  [
    'a good model of Adult',
    { shapes: 0.991, pairs: 0.982, auc: [0.546, 0.538], closer: [0.503, 0.493], exact: [0.0008, 0.0005, 0.0019] },
    { exploratory: 'pass', internal: 'pass' },
  ],
  [
    'unseen real rows of Adult',
    {
      shapes: 0.989,
      pairs: 0.978,
      auc: [0.493, 0.485],
      closer: [0.498, 0.488],
      p5: 0.89,
      exact: [0.002, 0.0015, 0.0019],
    },
    { exploratory: 'pass', internal: 'pass' },
  ],
  [
    'a model of a wide numeric table whose rows a classifier tells',
    { shapes: 0.947, pairs: 0.963, auc: [0.983, 0.98], closer: [0.51, 0.497], exact: [0, 0, 0.001] },
    { exploratory: 'warn', internal: 'warn' },
  ],
  [
    'a decent model of 300 rows, a holdout of 61',
    { shapes: 0.915, pairs: 0.86, auc: [0.74, 0.65], closer: [0.57, 0.508], p5: 0.8, exact: [0, 0, 0] },
    { exploratory: 'pass', internal: 'pass' },
  ],
  [
    'a decent model of a few categories, where real rows repeat',
    { shapes: 0.98, pairs: 0.96, auc: [0.55, 0.5], closer: [0.5, 0.47], exact: [0.83, 0.78, 0.8] },
    { exploratory: 'pass', internal: 'pass' },
  ],
  [
    'a weak model: a GAN with little training',
    { shapes: 0.856, pairs: 0.785, auc: [0.99, 0.985], closer: [0.485, 0.475], p5: 7, exact: [0, 0, 0.0019] },
    { exploratory: 'warn', internal: 'warn' },
  ],
  [
    'a broken model',
    { shapes: 0.45, pairs: 0.28, auc: [1, 1], closer: [0.5, 0.49], exact: [0, 0, 0.0019] },
    { exploratory: 'block', internal: 'block' },
  ],
  [
    'the training table itself',
    { shapes: 1, pairs: 1, auc: [0.506, 0.498], closer: [1, 0.999], p5: 0, exact: [1, 0.999, 0.0019] },
    { exploratory: 'block', internal: 'block' },
  ],
  [
    'the training table with every second value changed (share 0.53), many rows kept whole',
    { shapes: 0.99, pairs: 0.9, auc: [0.7, 0.69], closer: [0.533, 0.523], p5: 0.4, exact: [0.05, 0.047, 0.0019] },
    { exploratory: 'warn', internal: 'block' },
  ],
  [
    'a tenth of the training values changed',
    { shapes: 0.995, pairs: 0.97, auc: [0.6, 0.59], closer: [0.841, 0.834], p5: 0.01, exact: [0.2, 0.19, 0.0019] },
    { exploratory: 'block', internal: 'block' },
  ],
  [
    'a decent model of 242 rows, where real rows score no more',
    {
      shapes: 0.87,
      pairs: 0.72,
      auc: [0.63, 0.53],
      closer: [0.56, 0.5],
      exact: [0, 0, 0],
      copies: [0.05, 0.013],
      ceiling: [0.913, 0.8],
    },
    { exploratory: 'pass', internal: 'pass' },
  ],
  [
    'a twentieth of the rows copied with a third of their values changed',
    {
      shapes: 0.99,
      pairs: 0.98,
      auc: [0.55, 0.54],
      closer: [0.51, 0.5],
      exact: [0, 0, 0.0019],
      copies: [0.055, 0.051],
    },
    { exploratory: 'pass', internal: 'block' },
  ],
  [
    'a model that repeats identifiers',
    { shapes: 0.99, pairs: 0.98, auc: [0.55, 0.54], closer: [0.5, 0.49], exact: [0, 0, 0], reuse: 0.3 },
    { exploratory: 'block', internal: 'block' },
  ],
])('%s', (_, scores, expected) => {
  it.each(GENERAL)('under the policy %s', (name) => {
    const decision = decide(shippedPolicies[name], measures(scores), []);
    expect({
      verdict: decision.verdict,
      rules: decision.rules.filter((r) => r.verdict === 'block').map((r) => r.measure),
    }).toMatchObject({
      verdict: expected[name],
    });
  });
});
