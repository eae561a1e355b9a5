import { isHeadwaterError, type HeadwaterError } from '@headwater/contracts';
import { parseSpec } from '../src';

const parse = (constraints: string) =>
  parseSpec(`name: a\nsource: x\nconstraints:\n${constraints}`, { file: 'chain.yaml', baseDir: '/' });

function refused(constraints: string): HeadwaterError {
  try {
    parse(constraints);
  } catch (error) {
    if (isHeadwaterError(error)) return error;
    throw error;
  }
  throw new Error(`was accepted:\n${constraints}`);
}

it('reads rules of every kind as they stand', () => {
  const { spec, warnings } = parse(`
  - { kind: inequality, low: ordered, high: shipped }
  - { kind: inequality, low: 0, high: "net price", strict: true, repair: drop }
  - { kind: range, column: age, min: 18, max: 110 }
  - { kind: range, column: born, max: '2008-01-01', strict: true }
  - { kind: fixed-combinations, columns: [country, city] }
  - { kind: one-hot, columns: [basic, plus, gold] }
  - kind: formula
    column: total
    equals: "\`net price\` + tax - 2 * discount"
`);
  expect(spec.constraints).toEqual([
    { kind: 'inequality', low: 'ordered', high: 'shipped' },
    { kind: 'inequality', low: 0, high: 'net price', strict: true, repair: 'drop' },
    { kind: 'range', column: 'age', min: 18, max: 110 },
    { kind: 'range', column: 'born', max: '2008-01-01', strict: true },
    { kind: 'fixed-combinations', columns: ['country', 'city'] },
    { kind: 'one-hot', columns: ['basic', 'plus', 'gold'] },
    { kind: 'formula', column: 'total', equals: '`net price` + tax - 2 * discount' },
  ]);
  expect(warnings).toEqual([]);
});

it.each(['', '  []\n', '  # - { kind: range, column: age, min: 18 }\n'])('has no rules with %j', (text) => {
  expect(parse(text).spec).not.toHaveProperty('constraints');
});

describe.each<[string, string, string, RegExp]>([
  ['  kind: range\n', 'SPEC_INVALID', '4:3', /`constraints` must be a list/],
  ['  - range\n', 'SPEC_INVALID', '4:5', /`constraints.0` must be a mapping, got "range"/],
  ['  - { column: a, min: 1 }\n', 'SPEC_INVALID', '4:5', /`constraints.0.kind` is missing/],
  ['  - { kind: rnage, column: a }\n', 'SPEC_INVALID', '4:13', /must be `inequality`.*did you mean `range`\?/],
  ['  - { kind: range, column: a, mni: 1 }\n', 'SPEC_UNKNOWN_KEY', '4:31', /unknown key `mni`.*did you mean `min`\?/],
  ['  - { kind: range, column: a, low: 1 }\n', 'SPEC_UNKNOWN_KEY', '4:31', /a rule of kind `range` has no key `low`/],
  ['  - { kind: range, min: 1 }\n', 'SPEC_INVALID', '4:5', /a rule of kind `range` needs `column`/],
  ['  - { kind: range, column: a }\n', 'SPEC_INVALID', '4:5', /neither `min` nor `max`/],
  ['  - { kind: range, column: a, min: "1" }\n', 'SPEC_INVALID', '4:36', /`min` must be a number, or a date/],
  ['  - { kind: range, column: a, min: .inf }\n', 'SPEC_INVALID', '4:36', /finite number/],
  [
    '  - { kind: range, column: a, min: 2, max: 1 }\n',
    'CONSTRAINT_INVALID',
    '4:5',
    /ends \(1\) before it starts \(2\)/,
  ],
  [
    '  - { kind: range, column: a, min: "2020-02-01", max: "2020-01-01" }\n',
    'CONSTRAINT_INVALID',
    '4:5',
    /ends \(2020-01-01\) before/,
  ],
  ['  - { kind: range, column: a, min: 2, max: 2, strict: true }\n', 'CONSTRAINT_INVALID', '4:5', /before it starts/],
  ['  - { kind: inequality, low: a }\n', 'SPEC_INVALID', '4:5', /needs `high`/],
  ['  - { kind: inequality, low: a, high: a }\n', 'SPEC_INVALID', '4:5', /both sides of the inequality are "a"/],
  ['  - { kind: inequality, low: 1, high: 2 }\n', 'SPEC_INVALID', '4:5', /both sides of the inequality are constants/],
  [
    '  - { kind: inequality, low: a, high: b }\n  - { kind: inequality, low: b, high: a, strict: true }\n',
    'CONSTRAINT_INVALID',
    '5:5',
    /circle of inequalities/,
  ],
  ['  - { kind: one-hot, columns: [a] }\n', 'SPEC_INVALID', '4:31', /must have at least 2 entries/],
  ['  - { kind: one-hot, columns: [a, a] }\n', 'SPEC_INVALID', '4:31', /named twice/],
  ['  - { kind: fixed-combinations, columns: a }\n', 'SPEC_INVALID', '4:42', /must be a list, got "a"/],
  [
    '  - { kind: fixed-combinations, columns: [a, b] }\n  - { kind: fixed-combinations, columns: [b, c] }\n',
    'CONSTRAINT_INVALID',
    '5:5',
    /"b" is decided by a rule of kind `fixed-combinations` already/,
  ],
  ['  - { kind: formula, column: c, equals: a + }\n', 'SPEC_INVALID', '4:41', /no formula: .* missing \(character 4\)/],
  ['  - { kind: formula, column: c, equals: a $ b }\n', 'SPEC_INVALID', '4:41', /"\$" has no meaning/],
  ['  - { kind: formula, column: c, equals: c + 1 }\n', 'CONSTRAINT_INVALID', '4:41', /needs "c" itself/],
  [
    '  - { kind: formula, column: c, equals: d + 1 }\n  - { kind: formula, column: d, equals: 2 * c }\n',
    'CONSTRAINT_INVALID',
    '5:5',
    /needs its own result/,
  ],
  [
    '  - { kind: range, column: c, min: 0 }\n  - { kind: formula, column: c, equals: a + b }\n',
    'CONSTRAINT_INVALID',
    '4:5',
    /"c" is computed by a formula/,
  ],
  ['  - { kind: range, column: a, min: 1, repair: clip }\n', 'SPEC_INVALID', '4:47', /must be `drop`, got "clip"/],
])('%j', (text, code, place, message) => {
  it(`is refused with ${code} at ${place}`, () => {
    const error = refused(text);
    expect([error.code, error.where]).toEqual([code, `chain.yaml:${place}`]);
    expect(error.message).toMatch(message);
  });
});

it('tells several mistakes at once', () => {
  expect(
    refused('  - { kind: range, column: a, min: 2, max: 1 }\n  - { kind: formula, column: c, equals: "(" }\n').message,
  ).toMatch(/2 problems:\n {2}chain.yaml:4:5: .*\n {2}chain.yaml:5:41: /);
});
