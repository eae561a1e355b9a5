import type { ArtifactRef, Measure, PolicyRule, PolicySpec } from '@headwater/contracts';
import { decide, type JudgedMeasure } from '../src';

const measure = (name: string, score: number | null, rest: Partial<Measure> = {}): Measure => ({
  name,
  score,
  better: 'higher',
  reference: null,
  interval: null,
  seconds: 0,
  meaning: '',
  ...rest,
});
const quality = (...measures: Measure[]): JudgedMeasure[] => measures.map((m) => ({ stage: 'quality', measure: m }));
const policy = (...rules: PolicyRule[]): PolicySpec => ({ name: 'test', rules });
const atLeast: PolicyRule = { measure: 'shapes', comparison: '>=', pass: 0.9, warn: 0.8 };
const atMost: PolicyRule = { measure: 'auc', comparison: '<=', pass: 0.6, warn: 0.8 };

const verdictOf = (rule: PolicyRule, score: number | null, rest: Partial<Measure> = {}) =>
  decide(policy(rule), quality(measure(rule.measure, score, rest)), []).rules[0];

describe('one rule', () => {
  it.each([
    [1, 'pass'],
    [0.9, 'pass'],
    [0.8999, 'warn'],
    [0.8, 'warn'],
    [0.7999, 'block'],
    [-5, 'block'],
  ] as const)('>= 0.9, warn 0.8: %d gives %s', (score, verdict) =>
    expect(verdictOf(atLeast, score)?.verdict).toBe(verdict),
  );

  it.each([
    [0.5, 'pass'],
    [0.6, 'pass'],
    [0.61, 'warn'],
    [0.8, 'warn'],
    [0.81, 'block'],
  ] as const)('<= 0.6, warn 0.8: %d gives %s', (score, verdict) =>
    expect(verdictOf(atMost, score)?.verdict).toBe(verdict),
  );

  it('without a warn threshold passes or blocks', () => {
    const rule: PolicyRule = { measure: 'shapes', comparison: '>=', pass: 0.9 };
    expect(verdictOf(rule, 0.9)?.verdict).toBe('pass');
    expect(verdictOf(rule, 0.89)?.verdict).toBe('block');
  });

  it('says what it asked for and what it found', () => {
    expect(verdictOf(atLeast, 0.85123)).toEqual({
      measure: 'shapes',
      verdict: 'warn',
      score: 0.85123,
      rule: '>= 0.9 (warn >= 0.8)',
      stage: 'quality',
      reason: 'score 0.8512 misses >= 0.9',
    });
    expect(verdictOf(atLeast, 0.95)).not.toHaveProperty('reason');
  });
});

describe('a gate that cannot see stays shut', () => {
  it('blocks a measure without a score, with its reason', () => {
    expect(verdictOf(atLeast, null, { reason: 'too few rows' })).toMatchObject({
      verdict: 'block',
      score: null,
      reason: 'too few rows',
    });
    expect(verdictOf(atLeast, null)).toMatchObject({ verdict: 'block', reason: 'the measure could not be computed' });
  });

  it.each([NaN, Infinity, -Infinity])('blocks a score of %d', (score) => {
    expect(verdictOf(atLeast, score)).toMatchObject({ verdict: 'block', score: null });
    expect(verdictOf(atMost, score)).toMatchObject({ verdict: 'block', score: null });
  });

  it('blocks on thresholds that are no numbers', () => {
    expect(verdictOf({ ...atLeast, pass: NaN, warn: NaN }, 1)?.verdict).toBe('block');
  });

  it('blocks a measure nobody reported', () => {
    const decision = decide(policy(atLeast, { measure: 'exact_matches', comparison: '<=', pass: 0 }), [], []);
    expect(decision.verdict).toBe('block');
    expect(decision.rules).toEqual([
      expect.objectContaining({
        measure: 'shapes',
        stage: 'quality',
        verdict: 'block',
        reason: 'no stage reported this measure',
      }),
      expect.objectContaining({ measure: 'exact_matches', stage: 'privacy', verdict: 'block' }),
    ]);
  });

  it('skips a measure that is absent or has no score where the rule says so, but not one that is not finite', () => {
    const rule: PolicyRule = { ...atLeast, whenAbsent: 'skip' };
    expect(decide(policy(rule, atMost), quality(measure('auc', 0.5)), [])).toMatchObject({
      verdict: 'pass',
      rules: [{ measure: 'auc' }],
    });
    expect(decide(policy(rule, atMost), quality(measure('shapes', null), measure('auc', 0.5)), [])).toMatchObject({
      verdict: 'pass',
      rules: [{ measure: 'auc' }],
    });
    expect(verdictOf(rule, NaN)?.verdict).toBe('block');
  });

  it('blocks when nothing was judged', () => {
    expect(decide(policy(), quality(measure('shapes', 1)), []).verdict).toBe('block');
    expect(decide(policy({ ...atLeast, whenAbsent: 'skip' }), [], []).verdict).toBe('block');
  });
});

describe('against the reference', () => {
  const rule: PolicyRule = {
    measure: 'exact_matches',
    comparison: '<=',
    pass: 0.005,
    warn: 0.03,
    against: 'reference',
  };

  it('judges what a score has more than real rows have', () => {
    expect(verdictOf(rule, 0.63, { reference: 0.64 })?.verdict).toBe('pass');
    expect(verdictOf(rule, 0.66, { reference: 0.64 })?.verdict).toBe('warn');
    expect(verdictOf(rule, 0.02, { reference: 0 })?.verdict).toBe('warn');
    expect(verdictOf(rule, 0.2, { reference: 0.002 })).toMatchObject({
      verdict: 'block',
      rule: '<= 0.005 (warn <= 0.03), score less reference',
      reason: 'score less reference 0.198 misses <= 0.03',
    });
  });

  it.each([null, NaN])('blocks when the reference is %p', (reference) =>
    expect(verdictOf(rule, 0, { reference })?.verdict).toBe('block'),
  );
});

describe('at the favourable end of the interval', () => {
  const rule: PolicyRule = { ...atMost, useInterval: true };

  it('forgives what sampling noise may explain', () => {
    expect(verdictOf(rule, 0.85, { interval: [0.55, 0.95] })?.verdict).toBe('pass');
    expect(verdictOf(rule, 0.85, { interval: [0.7, 0.95] })?.verdict).toBe('warn');
    expect(verdictOf(rule, 0.85, { interval: [0.82, 0.88] })).toMatchObject({
      verdict: 'block',
      rule: '<= 0.6 (warn <= 0.8), 95 % bound',
      reason: 'score 0.82 (favourable 95 % bound) misses <= 0.8',
    });
    expect(verdictOf({ ...atLeast, useInterval: true }, 0.7, { interval: [0.5, 0.91] })?.verdict).toBe('pass');
  });

  it.each<[number, number] | null>([null])('falls back to the score without one', (interval) => {
    expect(verdictOf(rule, 0.85, { interval })?.verdict).toBe('block');
    expect(
      decide(policy(rule), [{ stage: 'quality', measure: { name: 'auc', score: 0.85, reference: null } }], []).verdict,
    ).toBe('block');
  });

  it.each<[number, number]>([
    [0.1, 0.2],
    [0.9, 0.1],
    [NaN, NaN],
    [-Infinity, 1],
  ])('ignores the interval [%d, %d], which cannot be of this score', (low, high) => {
    expect(verdictOf(rule, 0.85, { interval: [low, high] })?.verdict).toBe('block');
  });
});

it('judges a measure that two stages report in both', () => {
  const both: JudgedMeasure[] = [
    { stage: 'privacy', measure: measure('shapes', 0.95) },
    { stage: 'quality', measure: measure('shapes', 0.5) },
  ];
  const decision = decide(policy(atLeast), both, []);
  expect(decision.rules.map((r) => [r.stage, r.verdict])).toEqual([
    ['privacy', 'pass'],
    ['quality', 'block'],
  ]);
  expect(decision.verdict).toBe('block');
});

it('carries the evidence on, as a copy', () => {
  const evidence: ArtifactRef[] = [
    { kind: 'evidence', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/json' },
  ];
  const decision = decide(policy(atLeast), quality(measure('shapes', 1)), evidence);
  expect(decision).toMatchObject({ policy: 'test', verdict: 'pass', evidence });
  expect(decision.evidence).not.toBe(evidence);
});
