import type { Measure, PolicyRule, Verdict } from '@headwater/contracts';
import fc from 'fast-check';
import { decide, worst, type JudgedMeasure } from '../src';

const SEVERITY: Record<Verdict, number> = { pass: 0, warn: 1, block: 2 };
const NAMES = ['a', 'b', 'b@x', 'b@y'];
const RULE_NAMES = [...NAMES, 'b@*'];

const threshold = fc.double({ min: -1, max: 2, noNaN: true });
const rule: fc.Arbitrary<PolicyRule> = fc.record(
  {
    measure: fc.constantFrom(...RULE_NAMES),
    comparison: fc.constantFrom('>=' as const, '<=' as const),
    pass: threshold,
    warn: threshold,
    against: fc.constantFrom('absolute' as const, 'reference' as const, 'ceiling' as const),
    useInterval: fc.boolean(),
    whenAbsent: fc.constantFrom('block' as const, 'skip' as const, 'skip-if-not-applicable' as const),
  },
  { requiredKeys: ['measure', 'comparison', 'pass'] },
);
// JSON has no negative zero; adding zero makes it the other one.
const score = fc.double({ min: -1, max: 2, noNaN: true }).map((value) => value + 0);
const measure: fc.Arbitrary<Measure> = fc.record(
  {
    name: fc.constantFrom(...NAMES),
    score: fc.option(fc.oneof(score, fc.constant(NaN))),
    better: fc.constantFrom('higher' as const, 'lower' as const),
    reference: fc.option(score),
    interval: fc.option(fc.tuple(score, score)),
    seconds: fc.constant(0),
    meaning: fc.constant(''),
    notApplicable: fc.constant(true as const),
  },
  { requiredKeys: ['name', 'score', 'better', 'reference', 'interval', 'seconds', 'meaning'] },
);
const judged: fc.Arbitrary<JudgedMeasure[]> = fc.array(
  fc.record({ stage: fc.constantFrom('privacy' as const, 'quality' as const), measure }),
  { maxLength: 5 },
);
const rules = fc.array(rule, { maxLength: 5 });
/** A measure that a rule judges. */
const named = (one: PolicyRule): string => (one.measure === 'b@*' ? 'b@x' : one.measure);
const severity = (of: readonly PolicyRule[], measures: JudgedMeasure[]): number =>
  SEVERITY[decide({ name: 'p', rules: [...of] }, measures, []).verdict];

it('adding a failing rule never improves the verdict, and blocks', () => {
  const failing: PolicyRule = { measure: 'never_reported', comparison: '>=', pass: 0 };
  fc.assert(
    fc.property(rules, judged, (some, measures) => {
      expect(severity([...some, failing], measures)).toBe(SEVERITY.block);
    }),
  );
});

it('adding any rule to one that judged something never improves the verdict', () => {
  const judging: PolicyRule = { measure: 'd', comparison: '>=', pass: 0 };
  const d: JudgedMeasure = { stage: 'quality', measure: { name: 'd', score: 1, reference: null } };
  fc.assert(
    fc.property(rules, rule, judged, (some, one, measures) => {
      const seen = [...measures, d];
      expect(severity([...some, judging, one], seen)).toBeGreaterThanOrEqual(severity([...some, judging], seen));
    }),
  );
});

it('adding a measure never improves the verdict of a table that reports all it is judged by', () => {
  fc.assert(
    fc.property(rules, judged, judged, (some, measures, more) => {
      const reported = NAMES.map((name): JudgedMeasure => {
        return { stage: 'quality', measure: { name, score: 1, reference: 1 } };
      });
      // Where nothing was judged the verdict is block already, and any measure may improve it.
      fc.pre(some.length > 0);
      const seen = [...reported, ...measures];
      expect(severity(some, [...seen, ...more])).toBeGreaterThanOrEqual(severity(some, seen));
    }),
  );
});

it('a score that is not a finite number never passes, whatever the rule', () => {
  const broken = fc.constantFrom(NaN, Infinity, -Infinity, undefined as unknown as number);
  fc.assert(
    fc.property(rule, broken, measure, (one, value, like) => {
      const name = named(one);
      const seen: JudgedMeasure[] = [{ stage: 'quality', measure: { ...like, name, score: value } }];
      expect(severity([one], seen)).toBe(SEVERITY.block);
    }),
  );
});

it('a measure without a score passes nothing: its rule blocks, or is left out where it may be', () => {
  fc.assert(
    fc.property(rule, measure, (one, like) => {
      const name = named(one);
      const { notApplicable: _, ...failed } = like;
      const of = (m: Measure) => decide({ name: 'p', rules: [one] }, [{ stage: 'quality', measure: m }], []).rules;
      const verdicts = of({ ...failed, name, score: null }).map((r) => r.verdict);
      expect(verdicts).toEqual(one.whenAbsent === 'skip' ? [] : ['block']);
      const absent = of({ ...failed, name, score: null, notApplicable: true }).map((r) => r.verdict);
      expect(absent).toEqual((one.whenAbsent ?? 'block') === 'block' ? ['block'] : []);
    }),
  );
});

it('a ceiling without a positive reference never passes', () => {
  fc.assert(
    fc.property(rule, score, fc.constantFrom(null, 0, -0, -1, NaN, Infinity), (one, value, reference) => {
      const name = named(one);
      const seen: JudgedMeasure[] = [{ stage: 'quality', measure: { name, score: value, reference } }];
      expect(severity([{ ...one, against: 'ceiling' }], seen)).toBe(SEVERITY.block);
    }),
  );
});

it('a rule about every segment is as strict as one rule for each', () => {
  fc.assert(
    fc.property(rule, judged, (one, measures) => {
      const segments = [...new Set(measures.map((m) => m.measure.name))].filter((name) => name.startsWith('b@'));
      fc.pre(segments.length > 0);
      const each = segments.map((name) => ({ ...one, measure: name }));
      expect(severity([{ ...one, measure: 'b@*' }], measures)).toBe(severity(each, measures));
    }),
  );
});

it('the order of rules and measures does not matter', () => {
  fc.assert(
    fc.property(rules, judged, (some, measures) => {
      expect(severity([...some].reverse(), [...measures].reverse())).toBe(severity(some, measures));
    }),
  );
});

it('a better score never gets a worse verdict', () => {
  fc.assert(
    fc.property(rule, score, score, fc.option(score), (one, x, y, reference) => {
      const [worse, better] =
        one.comparison === '>=' ? [Math.min(x, y), Math.max(x, y)] : [Math.max(x, y), Math.min(x, y)];
      const of = (value: number) =>
        severity([one], [{ stage: 'quality', measure: { name: named(one), score: value, reference } }]);
      expect(of(better)).toBeLessThanOrEqual(of(worse));
    }),
  );
});

it('judging at the favourable bound never gets a worse verdict than judging the score', () => {
  fc.assert(
    fc.property(rule, score, fc.double({ min: 0, max: 1, noNaN: true }), (one, value, margin) => {
      const measures: JudgedMeasure[] = [
        {
          stage: 'quality',
          measure: { name: named(one), score: value, reference: 0.1, interval: [value - margin, value + margin] },
        },
      ];
      expect(severity([{ ...one, useInterval: true }], measures)).toBeLessThanOrEqual(
        severity([{ ...one, useInterval: false }], measures),
      );
    }),
  );
});

it('decides alike twice, without touching what it was given, and the answer is JSON', () => {
  fc.assert(
    fc.property(rules, judged, (some, measures) => {
      const before = JSON.stringify([some, measures]);
      const first = decide({ name: 'p', rules: some }, measures, []);
      expect(decide({ name: 'p', rules: some }, measures, [])).toEqual(first);
      expect(JSON.stringify([some, measures])).toBe(before);
      expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    }),
  );
});

it('the worst of some verdicts is one of them, or block for none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Verdict>('pass', 'warn', 'block')), (verdicts) => {
      const found = worst(verdicts);
      if (verdicts.length === 0) expect(found).toBe('block');
      else {
        expect(verdicts).toContain(found);
        expect(Math.max(...verdicts.map((v) => SEVERITY[v]))).toBe(SEVERITY[found]);
      }
    }),
  );
});
