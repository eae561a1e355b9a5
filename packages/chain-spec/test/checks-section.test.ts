import { parseSpec } from '../src';

const parse = (checks: string, rest = '', overrides: string[] = []) =>
  parseSpec(`name: a\nsource: x\nchecks:\n${checks}${rest}`, { file: 'chain.yaml', baseDir: '/', overrides });
const TARGET = 'schema: { columns: { income: { role: target } } }\n';

it('keeps lists of columns in their order', () => {
  const { spec } = parse(
    '  protected: [sex, race]\n  segments:\n    - region\n    - 1990\n    - "a, b"\n'.replace('1990', '"1990"'),
  );
  expect(spec.checks).toMatchObject({ protected: ['sex', 'race'], segments: ['region', '1990', 'a, b'] });
});

it('takes empty lists and null as nothing said', () => {
  const { spec, warnings } = parse('  protected: []\n  segments:\n  positive: ~\n');
  expect(spec.checks).toEqual(parseSpec('name: a\nsource: x\n', { file: 'c', baseDir: '/' }).spec.checks);
  expect(warnings).toEqual([]);
});

describe('the favourable class', () => {
  const positiveOf = (written: string) => parse(`  protected: [sex]\n  positive: ${written}\n`, TARGET);

  it.each([
    ["'>50K'", '>50K'],
    ['approved', 'approved'],
    ['1', '1'],
    ['1.0', '1.0'],
    ['true', 'true'],
    ['TRUE', 'TRUE'],
    ['"no"', 'no'],
    ['yes', 'yes'],
  ])('written %s is %j', (written, name) => {
    const { spec, warnings } = positiveOf(written);
    expect([spec.checks.positive, warnings]).toEqual([name, []]);
  });

  it('may come from an override', () => {
    expect(parse('  protected: [sex]\n', TARGET, ['checks.positive=1']).spec.checks.positive).toBe('1');
  });

  it.each([
    ['  positive: a\n', ''],
    ['  positive: a\n', TARGET],
    ['  positive: a\n  protected: [sex]\n', ''],
  ])('is warned of where no measure reads it: %j %j', (checks, rest) => {
    expect(parse(checks, rest).warnings).toEqual([
      expect.stringMatching(/^chain.yaml:4:13: `checks.positive` is for measures of fairness/),
    ]);
  });
});

it.each([
  ['  mostRows: 999\n', /^chain.yaml:4:13: `checks.mostRows` must be 1000 or more, got 999$/],
  ['  mostRows: 2e5\n', /must be written in digits alone, got 2e5/],
  ['  shadowModels: 65\n', /`checks.shadowModels` must be 64 or less, got 65/],
  ['  shadowModels: -1\n', /must be 0 or more/],
  ['  shadowModels: 1.5\n', /must be a whole number/],
  ['  protected: sex\n', /`checks.protected` must be a list, got "sex"/],
  ['  protected: [sex, sex]\n', /`checks.protected` must name each entry once/],
  ['  segments: [a, b, c, d, e, f, g, h, i]\n', /`checks.segments` must have at most 8 entries/],
  ['  protected: [1]\n', /`checks.protected.0` must be text, got 1/],
  ['  segments: [""]\n', /`checks.segments.0` must not be empty/],
  ['  positive: [a]\n', /`checks.positive` must be text or a number or true or false or null/],
  ['  positive: ""\n', /`checks.positive` must not be empty/],
  ['  shadowmodels: 3\n', /unknown key `shadowmodels` in `checks`; did you mean `shadowModels`\?/],
  [`  protected: [sex, income]\n${TARGET}`, /^chain.yaml:4:20: "income" is the target, so it cannot be protected$/],
])('refuses %j', (checks, message) => {
  expect(() => parse(checks)).toThrow(message);
});

it('lets the target be a segment', () => {
  expect(parse('  segments: [income]\n', TARGET).spec.checks.segments).toEqual(['income']);
});
