import { parseSpec } from '../src';

const TEXT = 'name: a\nsource: x.csv\ngenerator:\n  seed: 1\n  parameters: { epochs: 50 }\noutput:\n';
const parse = (...overrides: string[]) => parseSpec(TEXT, { file: 'chain.yaml', baseDir: '/', overrides }).spec;

it('sets, adds and replaces values', () => {
  const spec = parse(
    'generator.parameters.epochs=2',
    'output.rows=10',
    'split.share=0.5',
    'publish={target: /out, format: csv}',
    'name=b-1',
  );
  expect(spec).toMatchObject({
    name: 'b-1',
    generator: { seed: 1, parameters: { epochs: 2 } },
    output: { rows: 10 },
    split: { share: 0.5 },
    publish: { target: '/out', format: 'csv' },
  });
});

it('takes the last of two', () => {
  expect(parse('generator.seed=2', 'generator.seed=3').generator.seed).toBe(3);
});

it('reads quoted keys', () => {
  const { columns } = parse('schema.columns."a.b=c".role=target', 'schema.columns."say \\"x\\"".type=text').schema;
  expect(columns).toEqual({ 'a.b=c': { role: 'target' }, 'say "x"': { type: 'text' } });
});

it('reads an empty value as null', () => {
  expect(parse('output.rows=').output.rows).toBeNull();
});

it.each(['', 'epochs', '=2', 'a..b=1', '.a=1', 'a.=1', 'generator.seed=[1', 'a=*x'])('refuses %j', (override) => {
  expect(() => parse(override)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});

it('names the override in a complaint about its value', () => {
  expect(() => parse('generator.seed=-1')).toThrow(
    expect.objectContaining({
      code: 'SPEC_INVALID',
      where: 'override generator.seed=-1',
      message: expect.stringMatching(/must be 0 or more, got -1/),
    }),
  );
  expect(() => parse('generator.sed=1')).toThrow(
    expect.objectContaining({ code: 'SPEC_UNKNOWN_KEY', where: 'override generator.sed=1' }),
  );
});

it('does not lead through a value', () => {
  expect(() => parse('source.format=csv')).toThrow(
    expect.objectContaining({
      code: 'SPEC_INVALID',
      message: expect.stringMatching(/leads through `source`, which holds a value/),
    }),
  );
});
