import type { ArtifactRef, Measure, PolicyRule, PolicySpec } from '@headwater/contracts';
import { decide, isJudged, partsOf, type JudgedMeasure } from '../src';

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

  describe('skip-if-not-applicable', () => {
    const rule: PolicyRule = { ...atLeast, whenAbsent: 'skip-if-not-applicable' };
    const judge = (...measures: Measure[]) =>
      decide(policy(rule, atMost), quality(...measures, measure('auc', 0.5)), []);

    it('leaves out what means nothing for the table', () => {
      const none = measure('shapes', null, { notApplicable: true, reason: 'no column is a shape' });
      expect(judge(none)).toMatchObject({ verdict: 'pass', rules: [{ measure: 'auc' }] });
    });

    it.each<[string, Measure[]]>([
      ['failed', [measure('shapes', null, { reason: 'too few rows' })]],
      ['was not reported', []],
      ['is not finite', [measure('shapes', NaN, { notApplicable: true })]],
      ['is too low, whatever else is said of it', [measure('shapes', 0.1, { notApplicable: true })]],
      ['failed in one of two stages', [measure('shapes', null, { notApplicable: true }), measure('shapes', null)]],
    ])('blocks what %s', (_, measures) => {
      const decision = judge(...measures);
      expect(decision.verdict).toBe('block');
      expect(decision.rules[0]).toMatchObject({ measure: 'shapes', verdict: 'block' });
    });

    it('does not let what is not applicable pass under other rules', () => {
      const none = measure('shapes', null, { notApplicable: true });
      expect(verdictOf(atLeast, null, none)?.verdict).toBe('block');
    });

    it('leaves a rule about every segment out where no segment is reported', () => {
      const every: PolicyRule = { ...rule, measure: 'shapes@*' };
      expect(decide(policy(every, atMost), quality(measure('auc', 0.5)), []).verdict).toBe('pass');
      expect(decide(policy(every), quality(measure('shapes@sex', null)), []).verdict).toBe('block');
    });
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

describe('against the ceiling', () => {
  const rule: PolicyRule = { ...atLeast, against: 'ceiling' };

  it('judges the share reached of what real rows reach', () => {
    expect(verdictOf(rule, 0.75, { reference: 0.8 })?.verdict).toBe('pass');
    expect(verdictOf(rule, 0.75, { reference: 0.9 })?.verdict).toBe('warn');
    expect(verdictOf(rule, 0.72, { reference: 1 })).toMatchObject({
      verdict: 'block',
      score: 0.72,
      rule: '>= 0.9 (warn >= 0.8), score over reference',
      reason: 'score over reference 0.72 misses >= 0.8',
    });
    expect(verdictOf({ ...atMost, against: 'ceiling' }, 0.3, { reference: 0.2 })?.verdict).toBe('block');
  });

  it('takes the favourable end of the interval over the reference', () => {
    const bound: PolicyRule = { ...rule, useInterval: true };
    expect(verdictOf(bound, 0.72, { reference: 1, interval: [0.5, 0.95] })?.verdict).toBe('pass');
    expect(verdictOf(bound, 0.72, { reference: 1, interval: [0.6, 0.75] })).toMatchObject({
      reason: 'score over reference 0.75 (favourable 95 % bound) misses >= 0.8',
      rule: '>= 0.9 (warn >= 0.8), score over reference, 95 % bound',
    });
  });

  it.each<[number | null, RegExp]>([
    [null, /no reference on real rows/],
    [0, /reference on real rows is 0/],
    [-0, /reference on real rows is 0/],
    [-21.5, /is negative \(-21.5\): a share of it has no meaning/],
    [NaN, /not a finite number/],
    [Infinity, /not a finite number/],
    [Number.MIN_VALUE, /reference on real rows is 0/],
  ])('blocks when the reference is %p', (reference, reason) => {
    expect(verdictOf(rule, 1, { reference })).toMatchObject({
      verdict: 'block',
      reason: expect.stringMatching(reason) as string,
    });
  });
});

describe('segments', () => {
  const measures = quality(
    measure('shapes', 0.5),
    measure('shapes@sex', 0.95),
    measure('shapes@country of birth', 0.85),
    measure('shapes@a@b', null, { reason: 'too few rows of every level' }),
    measure('shapes_of_things@sex', 0.1),
  );

  it('judges one by its name', () => {
    const decision = decide(policy({ ...atLeast, measure: 'shapes@sex' }), measures, []);
    expect(decision.rules.map((r) => [r.measure, r.verdict])).toEqual([['shapes@sex', 'pass']]);
  });

  it('judges every one, each by name, and not the measure of all rows', () => {
    const decision = decide(policy({ ...atLeast, measure: 'shapes@*' }), measures, []);
    expect(decision.rules.map((r) => [r.measure, r.verdict, r.reason])).toEqual([
      ['shapes@sex', 'pass', undefined],
      ['shapes@country of birth', 'warn', 'score 0.85 misses >= 0.9'],
      ['shapes@a@b', 'block', 'too few rows of every level'],
    ]);
  });

  it('leaves out a segment without a score where the rule says skip', () => {
    const decision = decide(policy({ ...atLeast, measure: 'shapes@*', whenAbsent: 'skip' }), measures, []);
    expect(decision.rules).toHaveLength(2);
  });

  it('blocks when none is reported, unless the rule says otherwise', () => {
    const every: PolicyRule = { ...atLeast, measure: 'near_copies@*' };
    expect(decide(policy(every), measures, [])).toMatchObject({
      verdict: 'block',
      rules: [{ measure: 'near_copies@*', stage: 'privacy', reason: 'no segment was measured' }],
    });
    expect(decide(policy({ ...every, whenAbsent: 'skip' }, atLeast), measures, []).rules).toHaveLength(1);
  });

  it.each([
    ['shapes', 'shapes', true],
    ['shapes', 'shapes@sex', false],
    ['shapes@sex', 'shapes@sex', true],
    ['shapes@sex', 'shapes@sexes', false],
    ['shapes@*', 'shapes@sex', true],
    ['shapes@*', 'shapes', false],
    ['shapes@*', 'shape@sex', false],
    ['*', 'shapes', false],
  ])('a rule about %s judges %s: %s', (rule, name, expected) => {
    expect(isJudged({ measure: rule }, name)).toBe(expected);
  });

  it('tells the parts of a name', () => {
    expect(partsOf('shapes')).toEqual({ name: 'shapes', segment: null });
    expect(partsOf('shapes@a@b')).toEqual({ name: 'shapes', segment: 'a@b' });
    expect(partsOf('shapes@*')).toEqual({ name: 'shapes', segment: '*' });
  });
});

it('tells the edition of a policy that has one', () => {
  const judged = quality(measure('shapes', 1));
  expect(decide({ ...policy(atLeast), version: 3 }, judged, [])).toMatchObject({ policy: 'test', policyVersion: 3 });
  expect(decide(policy(atLeast), judged, [])).not.toHaveProperty('policyVersion');
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
