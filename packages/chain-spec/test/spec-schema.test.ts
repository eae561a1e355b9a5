import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { NAME_PATTERN, specSchema, type JsonSchema } from '../src';

const written = readFileSync(join(__dirname, '../schema/chain.schema.json'), 'utf8');

it('is published as it is used (write it with `pnpm run schema`)', () => {
  expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(specSchema)));
});

it('is a valid schema in strict mode', () => {
  expect(() =>
    new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(written) as object),
  ).not.toThrow();
});

it('describes every key, and its defaults and examples hold', () => {
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const visit = (schema: JsonSchema, path: string): void => {
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      const at = `${path}.${key}`;
      expect([at, inner.description ?? '']).toEqual([at, expect.stringMatching(/\S/)]);
      const values = [...(inner.default === undefined ? [] : [inner.default]), ...(inner.examples ?? [])];
      for (const value of values) expect([at, value, ajv.validate(inner as object, value)]).toEqual([at, value, true]);
      visit(inner, at);
    }
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, `${path}.*`);
  };
  visit(specSchema, 'chain');
});

it('closes every mapping but those of columns, parameters, conditions and rules', () => {
  const open: string[] = [];
  const visit = (schema: JsonSchema, path: string): void => {
    if (schema.properties !== undefined && schema.additionalProperties !== false) open.push(path);
    for (const [key, inner] of Object.entries(schema.properties ?? {})) visit(inner, `${path}.${key}`);
  };
  visit(specSchema, 'chain');
  expect(open).toEqual([]);
});

it.each([
  ['a', true],
  ['0-x', true],
  ['-a', false],
  ['a_b', false],
  ['a/../b', false],
  ['', false],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
])('lets the name %j through: %s', (name, ok) => {
  expect(new RegExp(NAME_PATTERN).test(name)).toBe(ok);
});
