import { shippedPolicies } from '@headwater/policy';
import { parseSpec } from '../src';

const parse = (policy: string) =>
  parseSpec(`name: a\nsource: x\npolicy:\n${policy}`, { file: 'chain.yaml', baseDir: '/' });

it('reads rules of its own', () => {
  const { spec } = parse(`
  name: strict
  rules:
    column_shapes: { atLeast: 0.95, warn: 0.9 }
    two_sample_auc: { atMost: 0.6, useInterval: true }
    exact_matches: { atMost: 0.001, against: reference, whenAbsent: skip }
`);
  expect(spec.policy).toEqual({
    name: 'strict',
    rules: [
      { measure: 'column_shapes', comparison: '>=', pass: 0.95, warn: 0.9 },
      { measure: 'two_sample_auc', comparison: '<=', pass: 0.6, useInterval: true },
      { measure: 'exact_matches', comparison: '<=', pass: 0.001, against: 'reference', whenAbsent: 'skip' },
    ],
  });
});

it('changes, adds and takes away rules of a shipped policy', () => {
  const { spec, warnings } = parse(
    '  extends: internal\n  rules: { column_shapes: { atLeast: 0.99 }, two_sample_auc: off, tstr_auc: { atLeast: 0.8 } }\n',
  );
  const names = spec.policy.rules.map((r) => r.measure);
  expect(spec.policy.name).toBe('custom');
  expect(spec.policy.rules).toContainEqual({ measure: 'column_shapes', comparison: '>=', pass: 0.99 });
  expect(names).not.toContain('two_sample_auc');
  expect(names).toHaveLength(shippedPolicies.internal.rules.length);
  expect(warnings).toEqual([
    expect.stringMatching(/^chain.yaml:5:\d+: no shipped policy knows the measure `tstr_auc`/),
  ]);
});

it('leaves the shipped policy as it was', () => {
  const before = JSON.stringify(shippedPolicies);
  parse('  extends: internal\n  rules: { column_shapes: off }\n');
  expect(JSON.stringify(shippedPolicies)).toBe(before);
});

it('warns of a measure that is nearly one it knows', () => {
  expect(parse('  rules: { column_shape: { atLeast: 0.9 } }\n').warnings[0]).toMatch(/did you mean `column_shapes`\?/);
});

it.each([
  ['  name: x\n', /has no rule/],
  ['  rules: {}\n', /`policy.rules` must not be empty/],
  ['  extends: interna\n', /must be `exploratory` or `internal`, got "interna"; did you mean `internal`\?/],
  ['  name: internal\n  rules: { a: { atLeast: 1 } }\n', /must not be the name of a shipped policy/],
  ['  rules: { column_shapes: { warn: 0.5 } }\n', /needs `atLeast` or `atMost`/],
  ['  rules: { column_shapes: { atLeast: 0.5, atMost: 0.9 } }\n', /one of the two/],
  [
    '  rules: { column_shapes: { atLeast: 0.9, warn: 0.95 } }\n',
    /`warn` of `column_shapes` must lie below the value that passes \(0.9\), got 0.95/,
  ],
  ['  rules: { two_sample_auc: { atMost: 0.9, warn: 0.8 } }\n', /must lie above/],
  ['  rules: { column_shapes: { atLeast: .nan } }\n', /must be a/],
  ['  rules: { column_shapes: strict }\n', /a mapping \(atLeast or atMost, warn\) or the word `off`, got "strict"/],
  [
    '  extends: internal\n  rules: { column_shape: off }\n',
    /no rule for `column_shape` to turn off; did you mean `column_shapes`\?/,
  ],
  ['  rules: { column_shapes: { atleast: 0.9 } }\n', /unknown key `atleast`.*did you mean `atLeast`\?/],
])('refuses %j', (policy, message) => {
  expect(() => parse(policy)).toThrow(message);
});
