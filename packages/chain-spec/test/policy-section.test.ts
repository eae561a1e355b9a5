import { shippedPolicies } from '@headwater/policy';
import { parseSpec } from '../src';

const parse = (policy: string, rest = '') =>
  parseSpec(`name: a\nsource: x\npolicy:\n${policy}${rest}`, { file: 'chain.yaml', baseDir: '/' });
const TARGET = 'schema: { columns: { income: { role: target } } }\n';

it.each(Object.entries(shippedPolicies))('knows %s by name', (name, policy) => {
  expect(parseSpec(`name: a\nsource: x\npolicy: ${name}\n`, { file: 'c', baseDir: '/' }).spec.policy).toEqual(policy);
  expect(parse(`  extends: ${name}\n`).spec.policy).toEqual({ name: 'custom', rules: policy.rules });
});

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
    '  extends: internal\n  rules: { column_shapes: { atLeast: 0.99 }, two_sample_auc: off, tstr_ruc: { atLeast: 0.8 } }\n',
  );
  const names = spec.policy.rules.map((r) => r.measure);
  expect(spec.policy.name).toBe('custom');
  expect(spec.policy.rules).toContainEqual({ measure: 'column_shapes', comparison: '>=', pass: 0.99 });
  expect(names).not.toContain('two_sample_auc');
  expect(names).toHaveLength(shippedPolicies.internal.rules.length);
  expect(warnings).toEqual([
    expect.stringMatching(/^chain.yaml:5:\d+: no check reports the measure `tstr_ruc`.*did you mean `tstr_auc`\?/),
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

it('knows every measure that a check reports, not only those of shipped policies', () => {
  const rules =
    'tstr_r2: { atLeast: 0.1 }, nndr_p5: { atLeast: 0.1 }, log_likelihood: { atLeast: -1, against: reference }';
  expect(parse(`  rules: { ${rules} }\n`, TARGET).warnings).toEqual([]);
});

it('reads rules about segments, ceilings, and what is not applicable', () => {
  const { spec, warnings } = parse(
    `  rules:
    column_shapes@income: { atLeast: 0.95, against: ceiling }
    column_pair_trends@*: { atLeast: 0.9, whenAbsent: skip-if-not-applicable }
    "category_coverage@marital status": { atLeast: 0.9 }
`,
    'checks: { segments: [income, marital status] }\n',
  );
  expect(spec.policy.rules).toEqual([
    { measure: 'column_shapes@income', comparison: '>=', pass: 0.95, against: 'ceiling' },
    { measure: 'column_pair_trends@*', comparison: '>=', pass: 0.9, whenAbsent: 'skip-if-not-applicable' },
    { measure: 'category_coverage@marital status', comparison: '>=', pass: 0.9 },
  ]);
  expect(warnings).toEqual([]);
});

it('warns of a measure that is not measured by segment', () => {
  const warned = (rule: string) =>
    parse(`  rules: { ${rule}: { atMost: 1 } }\n`, 'checks: { segments: [sex] }\n').warnings;
  expect(warned('two_sample_auc@sex')).toEqual([expect.stringMatching(/`two_sample_auc` is not measured by segment/)]);
  expect(warned('column_shape@sex')).toEqual([expect.stringMatching(/did you mean `column_shapes@sex`\?/)]);
});

describe('a policy that asks for more than is declared', () => {
  it.each([
    ['tstr_gap: { atMost: 0.1 }', /`tstr_gap` would always block: no column has the role `target`/],
    ['k_anonymity: { atLeast: 11 }', /would always block: no column has the role `quasi-identifier`/],
    ['bias_amplification: { atMost: 0.1 }', /would always block: `checks.protected` names no column/],
    ['shadow_membership_auc: { atMost: 0.6 }', /would always block: `checks.shadowModels` is 0/],
    ['column_shapes@*: { atLeast: 0.9 }', /would always block: `checks.segments` names no column/],
    ['column_shapes@sex: { atLeast: 0.9 }', /is about the segment "sex", which is not measured/],
    ['column_shapes@sex: { atLeast: 0.9, whenAbsent: skip }', /is about the segment "sex", which is not measured/],
  ])('refuses %s', (rule, message) => {
    expect(() => parse(`  rules: { ${rule} }\n`)).toThrow(message);
  });

  it('warns once of the rules that are left out', () => {
    expect(parse('  extends: finance\n').warnings).toEqual([
      expect.stringMatching(
        /^chain.yaml:4:3: the policy `custom` leaves out rules: `tstr_auc` and `tstr_gap` \(no column has the role `target`\); `representation_distance`, .* and `bias_amplification` \(`checks.protected` names no column\)$/,
      ),
    ]);
    expect(parse('  extends: finance\n', `${TARGET}checks: { protected: [sex] }\n`).warnings).toEqual([]);
    expect(parse('  extends: health-care\n').warnings).toEqual([
      expect.stringMatching(
        /`k_anonymity` and `l_diversity` \(.*\); `shadow_membership_auc` and .*shadowModels` is 0\)$/,
      ),
    ]);
  });

  it('says nothing of policies that ask for nothing of the kind', () => {
    expect(parse('  extends: internal\n').warnings).toEqual([]);
    expect(parse('  extends: exploratory\n').warnings).toEqual([]);
  });
});

it.each([
  ['  name: x\n', /has no rule/],
  ['  rules: {}\n', /`policy.rules` must not be empty/],
  [
    '  extends: interna\n',
    /must be `exploratory`, `internal`, .* or `finance`, got "interna"; did you mean `internal`\?/,
  ],
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
  ['  rules: { column_shapes: { atLeast: 0.9, against: ceilin } }\n', /got "ceilin"; did you mean `ceiling`\?/],
  ['  rules: { column_shapes: { atLeast: 0.9, whenAbsent: never } }\n', /`block`, `skip-if-not-applicable` or `skip`/],
  ['  rules: { column_shapes: { atleast: 0.9 } }\n', /unknown key `atleast`.*did you mean `atLeast`\?/],
])('refuses %j', (policy, message) => {
  expect(() => parse(policy)).toThrow(message);
});
