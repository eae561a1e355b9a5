import type { ColumnSchema } from '@headwater/contracts';
import { shippedPolicies } from '@headwater/policy';
import fc from 'fast-check';
import { parseSpec, renderSpec, type RenderInput } from '../src';

const column = (name: string, rest: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name,
  type: 'category',
  physical: 'utf8',
  role: 'feature',
  nullable: false,
  written: {},
  ...rest,
});
const load = (text: string) => parseSpec(text, { file: 'chain.yaml', baseDir: '/base' });
const input = (rest: Partial<RenderInput> = {}): RenderInput => ({
  name: 'adult',
  sourcePath: 'adult.csv',
  columns: [column('age'), column('income')],
  ...rest,
});

it('writes a file that loads as the defaults', () => {
  const { spec, warnings } = load(renderSpec(input()));
  expect(spec).toEqual(load('name: adult\nsource: adult.csv\n').spec);
  expect(warnings).toEqual([]);
});

it('writes holdout, target, format and the schema for editors', () => {
  const text = renderSpec(
    input({ holdoutPath: 'held.csv', target: 'income', format: 'csv', schemaRef: './chain.schema.json' }),
  );
  expect(text.startsWith('# yaml-language-server: $schema=./chain.schema.json\n')).toBe(true);
  expect(load(text).spec).toMatchObject({
    source: { format: 'csv' },
    split: { holdout: { path: '/base/held.csv' } },
    schema: { columns: { income: { role: 'target' } } },
  });
});

it('lists inferred columns as comments that load once uncommented', () => {
  const columns = [
    column('age', { type: 'integer' }),
    column('social: no', { type: 'identifier', role: 'id' }),
    column('income'),
  ];
  const text = renderSpec(input({ target: 'income', columns })).replace(/^ {4}# (.*: \{ type: .*\})$/gm, '    $1');
  expect(load(text).spec.schema.columns).toEqual({
    income: { role: 'target' },
    age: { type: 'integer' },
    'social: no': { type: 'identifier', role: 'id' },
  });
});

it('shows every key of checks, and loads with them uncommented', () => {
  const text = renderSpec(input({ target: 'income' }));
  const checks = /\nchecks:\n(?: {2}.*\n)+/.exec(text)?.[0] ?? '';
  const { spec } = load(text.replace(checks, checks.replace(/^ {2}# /gm, '  ')));
  expect(spec.checks).toEqual({
    ...load(text).spec.checks,
    protected: ['sex'],
    positive: 'approved',
    segments: ['region'],
  });
});

it('names every shipped policy', () => {
  for (const name of Object.keys(shippedPolicies)) expect(renderSpec(input())).toContain(name);
});

it('stays short for a table of thousands of columns', () => {
  const text = renderSpec(input({ columns: Array.from({ length: 2000 }, (_, i) => column(`c${i}`)) }));
  expect(text.split('\n').length).toBeLessThan(140);
  expect(text).toContain('# and 1940 more');
});

it('survives every path, target and column name', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      'true',
      'null',
      '1',
      '~',
      '- a',
      'a: b',
      '#x',
      '"',
      "'",
      'a\nb',
      '{',
      '*a',
      '&a',
      '!t',
      '__proto__',
      '<<',
      ' ',
    ),
  );
  // A lone surrogate is no text and cannot be written as UTF-8.
  const wellFormed = name.filter((text) => !/\p{Surrogate}/u.test(text));
  fc.assert(
    fc.property(wellFormed, wellFormed, wellFormed, (path, target, other) => {
      fc.pre(target !== other);
      const { spec } = load(
        renderSpec(input({ sourcePath: `d/${path}`, target, columns: [column(other), column(target)] })),
      );
      expect(spec.source.path.startsWith('/base/') || path.includes('..') || path.startsWith('/')).toBe(true);
      expect(Object.entries(spec.schema.columns)).toEqual([[target, { role: 'target' }]]);
    }),
    {
      numRuns: 300,
      examples: [
        ['p', 't', `${'\0'.repeat(4)}\n\0\0`],
        ['p', `a long name\nof two lines, ${'x'.repeat(60)}`, 'o'],
      ],
    },
  );
});
