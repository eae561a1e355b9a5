import type { PolicyRule } from '@headwater/contracts';
import {
  DEFAULT_POLICY,
  decide,
  EVERY_SEGMENT,
  KNOWN_MEASURES,
  partsOf,
  shippedPolicies,
  type JudgedMeasure,
} from '../src';

const NAMES = Object.keys(shippedPolicies);
const EACH_RULE = Object.entries(shippedPolicies).flatMap(([policy, { rules }]) =>
  rules.map((rule): [string, string, PolicyRule] => [policy, rule.measure, rule]),
);

describe.each(Object.entries(shippedPolicies))('%s', (name, policy) => {
  it('is called by its name, has an edition and one rule a measure', () => {
    expect(policy.name).toBe(name);
    expect(policy.version).toBeGreaterThanOrEqual(1);
    expect(new Set(policy.rules.map((r) => r.measure)).size).toBe(policy.rules.length);
  });

  it('is known by its edition to those who read a decision', () => {
    expect(decide(policy, [], [])).toMatchObject({ policy: name, policyVersion: policy.version, verdict: 'block' });
  });
});

describe.each(EACH_RULE)('%s on %s', (_, measure, rule) => {
  const { name, segment } = partsOf(measure);
  const reported = segment === null ? measure : `${name}@sex`;
  const verdicts = (found: Partial<JudgedMeasure['measure']> | null): string[] => {
    const seen = found === null ? [] : [{ name: reported, score: null, reference: 1, ...found }];
    const judged = seen.map((m): JudgedMeasure => ({ stage: 'quality', measure: m }));
    return decide({ name: 'one', rules: [rule] }, judged, []).rules.map((r) => r.verdict);
  };

  it('is about a measure that a check reports', () => {
    const known = KNOWN_MEASURES.get(name);
    expect(known).toBeDefined();
    if (segment !== null) expect([segment, known?.bySegment]).toEqual(['*', true]);
  });

  it('warns on the lenient side of what passes', () => {
    const { comparison, pass, warn = comparison === '>=' ? -Infinity : Infinity } = rule;
    expect(comparison === '>=' ? warn < pass : warn > pass).toBe(true);
  });

  it('blocks what failed, and leaves out only what may mean nothing for a table', () => {
    const mayMeanNothing = segment !== null || KNOWN_MEASURES.get(name)?.notApplicable !== undefined;
    expect(rule.whenAbsent).toBe(mayMeanNothing ? 'skip-if-not-applicable' : undefined);
    expect(verdicts({ reason: 'too few rows' })).toEqual(['block']);
    expect(verdicts({ score: NaN, notApplicable: true })).toEqual(['block']);
    expect(verdicts({ notApplicable: true })).toEqual(mayMeanNothing ? [] : ['block']);
    expect(verdicts(null)).toEqual(measure.endsWith(EVERY_SEGMENT) ? [] : ['block']);
  });

  it('passes the best score there is', () => {
    const best = rule.comparison === '>=' ? 100 : 0;
    expect(verdicts({ score: best })).toEqual(['pass']);
  });
});

it('internal asks at least what exploratory asks, external-release what internal asks', () => {
  expect(DEFAULT_POLICY).toBe('internal');
  expect(NAMES.slice(0, 3)).toEqual(['exploratory', 'internal', 'external-release']);
  const { exploratory, internal, 'external-release': external } = shippedPolicies;
  // It is the mean of two measures that are judged more strictly each.
  const left = new Set(['quality_score']);
  for (const [lenient, strict] of [
    [exploratory, internal],
    [internal, external],
  ] as const) {
    for (const rule of lenient.rules.filter((r) => !left.has(r.measure))) {
      const same = strict.rules.find((r) => r.measure === rule.measure);
      const sign = rule.comparison === '>=' ? 1 : -1;
      const strictest = sign * Infinity;
      const [pass, warn] = [same?.pass ?? NaN, same === undefined ? NaN : (same.warn ?? strictest)];
      expect([rule.measure, sign * (pass - rule.pass) >= 0, sign * (warn - (rule.warn ?? strictest)) >= 0]).toEqual([
        rule.measure,
        true,
        true,
      ]);
      expect([rule.measure, same?.against]).toEqual([rule.measure, rule.against]);
    }
  }
});
