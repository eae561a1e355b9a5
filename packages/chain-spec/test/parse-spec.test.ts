import { isHeadwaterError, type HeadwaterError } from '@headwater/contracts';
import { shippedPolicies } from '@headwater/policy';
import { parseSpec, type ParseOptions } from '../src';

const parse = (text: string, options: Partial<ParseOptions> = {}) =>
  parseSpec(text, { file: 'chain.yaml', baseDir: '/data/chains', ...options });
function refused(text: string, options: Partial<ParseOptions> = {}): HeadwaterError {
  try {
    parse(text, options);
  } catch (error) {
    if (isHeadwaterError(error)) return error;
    throw error;
  }
  throw new Error(`was accepted:\n${text}`);
}

const CHECKS = { mostRows: 200_000, protected: [], positive: null, segments: [], shadowModels: 0 };
const MINIMAL = 'name: adult\nsource: adult.csv\n';

describe('a chain file that says little', () => {
  it('is completed with defaults', () => {
    expect(parse(MINIMAL)).toEqual({
      warnings: [],
      spec: {
        version: 1,
        name: 'adult',
        source: { path: '/data/chains/adult.csv', options: {} },
        schema: { columns: {} },
        split: { share: 0.2, seed: 0 },
        generator: { family: 'masked-autoregressive', parameters: {}, seed: 0 },
        output: { rows: null, shardRows: 10_000, conditions: {}, temperature: 1 },
        checks: { ...CHECKS, sampleRows: 10_000, seed: 0 },
        policy: shippedPolicies.internal,
        publish: { target: null, format: 'parquet' },
        schedule: null,
      },
    });
  });

  it('may leave sections empty', () => {
    const text = `${MINIMAL}generator:\noutput:\nschema:\n  columns:\nsplit:\nschedule:\npublish:\n  target: ~\n`;
    expect(parse(text).spec).toEqual(parse(MINIMAL).spec);
  });

  it('is stored as JSON without loss', () => {
    const { spec } = parse(MINIMAL);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });
});

it('reads all that can be said', () => {
  const text = `
version: 1
name: adult-census
source:
  path: s3://bucket/adult.csv
  format: csv
  options: { delimiter: ";", quote: "'", encoding: latin-1, header: true, decimal: ",", nullValues: [NA, "?"] }
schema:
  columns:
    age: { type: integer }
    "hours per week": { role: quasi-identifier }
    income: { role: target, type: category }
split:
  holdout: { path: ../held/out.parquet, format: parquet }
generator: { family: copula, seed: 7, parameters: { epochs: 3, layers: [8, 8] } }
output: { rows: 500, shardRows: 100, conditions: { income: ">50K", age: 30, member: true, note: null, wage: { min: 1, max: 2 }, place: { in: [a, null] }, sex: { shares: { f: 1, m: 3 } } }, temperature: 0.9 }
checks: { sampleRows: 2000, seed: 3, mostRows: 5000, protected: [sex], positive: '>50K', segments: [region] }
policy: exploratory
publish: { target: ./out, format: csv }
schedule: { cron: "0 3 * * 1", timezone: Europe/Berlin }
`;
  const { spec, warnings } = parse(text);
  expect(spec).toMatchObject({
    source: {
      path: 's3://bucket/adult.csv',
      format: 'csv',
      options: { delimiter: ';', decimal: ',', nullValues: ['NA', '?'] },
    },
    schema: {
      columns: { age: { type: 'integer' }, 'hours per week': { role: 'quasi-identifier' }, income: { role: 'target' } },
    },
    split: { holdout: { path: '/data/held/out.parquet', format: 'parquet', options: {} } },
    generator: { family: 'copula', seed: 7, parameters: { epochs: 3, layers: [8, 8] } },
    output: {
      rows: 500,
      shardRows: 100,
      conditions: {
        income: '>50K',
        age: 30,
        member: true,
        note: null,
        wage: { min: 1, max: 2 },
        place: { in: ['a', null] },
        sex: { shares: { f: 1, m: 3 } },
      },
      temperature: 0.9,
    },
    checks: { sampleRows: 2000, seed: 3, mostRows: 5000, protected: ['sex'], positive: '>50K', segments: ['region'] },
    policy: shippedPolicies.exploratory,
    publish: { target: '/data/chains/out', format: 'csv' },
    schedule: { cron: '0 3 * * 1', timezone: 'Europe/Berlin' },
  });
  expect(warnings).toEqual([]);
});

it.each([
  ['every: 90s', 90],
  ['every: 15m', 900],
  ['every: 1h', 3600],
  ['every: 2d', 172_800],
  ['everySeconds: 30', 30],
])('reads the period of a schedule: %s', (period, seconds) => {
  expect(parse(`${MINIMAL}schedule: { ${period} }\n`).spec.schedule).toMatchObject({ everySeconds: seconds });
});

it('takes __proto__ for a column like any other', () => {
  const { spec } = parse(`${MINIMAL}schema: { columns: { __proto__: { role: id } } }\n`);
  expect(Object.keys(spec.schema.columns)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>).role).toBeUndefined();
});

describe.each<[string, string, string, string, RegExp]>([
  [
    'an unknown key',
    'name: a\nsource: x\ngeneratr:\n  seed: 1\n',
    'SPEC_UNKNOWN_KEY',
    'chain.yaml:3:1',
    /unknown key `generatr`; did you mean `generator`\?/,
  ],
  [
    'a mistyped required key',
    'name: a\nsorce: x\n',
    'SPEC_UNKNOWN_KEY',
    'chain.yaml:2:1',
    /^chain.yaml:2:1: unknown key `sorce`; did you mean `source`\?$/,
  ],
  [
    'an unknown key further in',
    `${MINIMAL}output:\n  shard_rows: 5\n`,
    'SPEC_UNKNOWN_KEY',
    'chain.yaml:4:3',
    /unknown key `shard_rows` in `output`; did you mean `shardRows`\?/,
  ],
  [
    'an unknown key like no other',
    `${MINIMAL}colour: red\n`,
    'SPEC_UNKNOWN_KEY',
    'chain.yaml:3:1',
    /unknown key `colour`$/,
  ],
  ['a missing name', 'source: x\n', 'SPEC_INVALID', 'chain.yaml:1:1', /`name` is missing/],
  ['a missing source', 'name: a\n', 'SPEC_INVALID', 'chain.yaml:1:1', /`source` is missing/],
  [
    'a source without a path',
    'name: a\nsource:\n  format: csv\n',
    'SPEC_INVALID',
    'chain.yaml:3:3',
    /`source.path` is missing/,
  ],
  ['an empty path', 'name: a\nsource: ""\n', 'SPEC_INVALID', 'chain.yaml:2:9', /`source` must not be empty/],
  [
    'a name in capitals',
    'name: Adult\nsource: x\n',
    'SPEC_INVALID',
    'chain.yaml:1:7',
    /`name` must be 1 to 63 lower-case letters.*got "Adult"/,
  ],
  ['a name of 64 letters', `name: ${'a'.repeat(64)}\nsource: x\n`, 'SPEC_INVALID', 'chain.yaml:1:7', /1 to 63/],
  [
    'no rows',
    `${MINIMAL}output:\n  rows: 0\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /`output.rows` must be 1 or more, got 0/,
  ],
  [
    'negative rows',
    `${MINIMAL}output:\n  rows: -5\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /`output.rows` must be 1 or more, got -5/,
  ],
  [
    'half a row',
    `${MINIMAL}output:\n  rows: 1.5\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /`output.rows` must be a whole number/,
  ],
  [
    'rows as text',
    `${MINIMAL}output:\n  rows: "100"\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /a whole number or null, got "100" as text; take the quotes away/,
  ],
  [
    'no rows a shard',
    `${MINIMAL}output: { shardRows: 0 }\n`,
    'SPEC_INVALID',
    'chain.yaml:3:22',
    /`output.shardRows` must be 1 or more, got 0/,
  ],
  [
    'a seed in exponents',
    `${MINIMAL}generator:\n  seed: 1e3\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /`generator.seed` must be written in digits alone, got 1e3/,
  ],
  [
    'a seed with a decimal point',
    `${MINIMAL}generator:\n  seed: 10.0\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /digits alone, got 10.0/,
  ],
  [
    'a negative seed',
    `${MINIMAL}generator:\n  seed: -1\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /`generator.seed` must be 0 or more, got -1/,
  ],
  [
    'a seed beyond safe integers',
    `${MINIMAL}generator:\n  seed: 9007199254740993\n`,
    'SPEC_INVALID',
    'chain.yaml:4:9',
    /must be 9007199254740991 or less/,
  ],
  [
    'a share of one',
    `${MINIMAL}split:\n  share: 1\n`,
    'SPEC_INVALID',
    'chain.yaml:4:10',
    /`split.share` must be less than 1, got 1/,
  ],
  [
    'a share that is NaN',
    `${MINIMAL}split:\n  share: .nan\n`,
    'SPEC_INVALID',
    'chain.yaml:4:10',
    /`split.share` must be/,
  ],
  [
    'share and holdout',
    `${MINIMAL}split:\n  holdout: h.csv\n  share: 0.2\n`,
    'SPEC_INVALID',
    'chain.yaml:5:3',
    /`split.share` has no meaning beside `split.holdout`/,
  ],
  [
    'an infinite parameter',
    `${MINIMAL}generator:\n  parameters:\n    rate: .inf\n`,
    'SPEC_INVALID',
    'chain.yaml:5:11',
    /`generator.parameters.rate` must be a finite number/,
  ],
  [
    'an unknown type',
    `${MINIMAL}schema:\n  columns:\n    age: { type: interger }\n`,
    'SPEC_INVALID',
    'chain.yaml:5:18',
    /`schema.columns.age.type` must be `integer`.*got "interger"; did you mean `integer`\?/,
  ],
  [
    'an unknown format',
    `${MINIMAL}publish: { format: xml }\n`,
    'SPEC_INVALID',
    'chain.yaml:3:20',
    /`parquet`, `arrow` or `csv`, got "xml"/,
  ],
  [
    'a list as condition',
    `${MINIMAL}output:\n  conditions:\n    age: [1, 2]\n`,
    'SPEC_INVALID',
    'chain.yaml:5:10',
    /`output.conditions.age` must be text or a number or true or false or null or a (section|mapping).*, got \[1,2\]/,
  ],
  ['another version', `${MINIMAL}version: 2\n`, 'SPEC_INVALID', 'chain.yaml:3:10', /`version` must be 1, got 2/],
  [
    'an unknown policy',
    `${MINIMAL}policy: intern\n`,
    'SPEC_INVALID',
    'chain.yaml:3:9',
    /must be `exploratory`, `internal`.*, or a mapping with rules, got "intern"; did you mean `internal`\?/,
  ],
  [
    'a cron of six fields',
    `${MINIMAL}schedule: { cron: "0 0 3 * * 1" }\n`,
    'SPEC_INVALID',
    'chain.yaml:3:19',
    /must have five fields/,
  ],
  [
    'two schedules',
    `${MINIMAL}schedule: { cron: "0 3 * * 1", every: 1h }\n`,
    'SPEC_INVALID',
    'chain.yaml:3:11',
    /needs one of/,
  ],
  [
    'an odd period',
    `${MINIMAL}schedule: { every: 1 hour }\n`,
    'SPEC_INVALID',
    'chain.yaml:3:20',
    /a whole number and one of s, m, h, d/,
  ],
  [
    'an unknown time zone',
    `${MINIMAL}schedule: { every: 1h, timezone: Mars/Base }\n`,
    'SPEC_INVALID',
    'chain.yaml:3:34',
    /IANA time zone, got "Mars\/Base"/,
  ],
  [
    'a two-letter delimiter',
    'name: a\nsource: { path: x, options: { delimiter: ", " } }\n',
    'SPEC_INVALID',
    'chain.yaml:2:42',
    /at most 1 character long/,
  ],
  [
    'a key given twice',
    'name: a\nsource: x\nname: b\n',
    'SPEC_SYNTAX',
    'chain.yaml:3:1',
    /the key `name` is given twice/,
  ],
  ['a tab as indentation', `${MINIMAL}output:\n\trows: 5\n`, 'SPEC_SYNTAX', 'chain.yaml:4:1', /tab/i],
  ['an open bracket', `${MINIMAL}output: { rows: 5\n`, 'SPEC_SYNTAX', 'chain.yaml:4:1', /./],
  ['two documents', `${MINIMAL}---\n${MINIMAL}`, 'SPEC_SYNTAX', 'chain.yaml:3:1', /document/i],
  ['nothing', '', 'SPEC_INVALID', 'chain.yaml:1:1', /chain.yaml is empty/],
  ['comments alone', '# name: a\n', 'SPEC_INVALID', 'chain.yaml:1:1', /is empty/],
  ['a list at the top', '- name: a\n', 'SPEC_INVALID', 'chain.yaml:1:1', /this one holds a list/],
  ['a word at the top', 'hello\n', 'SPEC_INVALID', 'chain.yaml:1:1', /this one holds a single value/],
  ['a list as a key', `${MINIMAL}? [a, b]\n: 1\n`, 'SPEC_INVALID', 'chain.yaml:3:3', /a key must be plain text/],
])('%s', (_, text, code, where, message) => {
  it(`is refused with ${code} at ${where}`, () => {
    const error = refused(text);
    expect({ code: error.code, where: error.where }).toEqual({ code, where });
    expect(error.message).toMatch(message);
  });
});

it('tells all problems at once, in reading order, and the first decides the code', () => {
  const error = refused('name: adult\nsource: x\nbogus: 1\noutput:\n  rows: 0\nsplit:\n  share: 2\n');
  expect(error.code).toBe('SPEC_UNKNOWN_KEY');
  expect(error.message.split('\n')).toEqual([
    'chain.yaml has 3 problems:',
    '  chain.yaml:3:1: unknown key `bogus`',
    '  chain.yaml:5:9: `output.rows` must be 1 or more, got 0',
    '  chain.yaml:7:10: `split.share` must be less than 1, got 2',
  ]);
  expect(error.hint).toMatch(/^Known here: `version`, `name`/);
});

it('does not drown the reader in problems', () => {
  const text = `${MINIMAL}${Array.from({ length: 50 }, (_, i) => `bogus${i}: 1`).join('\n')}\n`;
  expect(refused(text).message.split('\n')).toHaveLength(22);
});

it('refuses aliases that multiply without bound', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `  l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
  );
  const text = `${MINIMAL}generator:\n parameters:\n  l0: &l0 [1, 2]\n${levels.join('\n')}\n`;
  expect(refused(text).code).toBe('SPEC_SYNTAX');
});

it('refuses what is nested without end', () => {
  expect(refused(`${MINIMAL}generator: { parameters: { a: ${'['.repeat(60)}${']'.repeat(60)} } }\n`).message).toMatch(
    /nested/,
  );
  expect(refused(`${MINIMAL}a: ${'['.repeat(50_000)}`).code).toBe('SPEC_SYNTAX');
});

it('lets an anchor stand for a repeated part', () => {
  const text =
    'name: a\nsource: { path: x.csv, options: &o { delimiter: ";" } }\nsplit: { holdout: { path: h.csv, options: *o } }\n';
  expect(parse(text).spec.split).toEqual({ holdout: { path: '/data/chains/h.csv', options: { delimiter: ';' } } });
});

describe('generator families', () => {
  const families = ['masked-autoregressive', 'copula'];

  it('are refused when unknown, with the nearest name', () => {
    const error = refused(`${MINIMAL}generator:\n  family: masked-autoregresive\n`, { families });
    expect(error).toMatchObject({ code: 'SPEC_UNKNOWN_FAMILY', where: 'chain.yaml:4:11' });
    expect(error.message).toMatch(/did you mean `masked-autoregressive`\?/);
    expect(error.hint).toBe('Known: `masked-autoregressive` and `copula`.');
  });

  it('are not judged when nobody says which exist', () => {
    expect(parse(`${MINIMAL}generator: { family: brand-new }\n`).spec.generator.family).toBe('brand-new');
  });
});
