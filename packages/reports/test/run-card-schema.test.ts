import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { runCardSchema } from '../src';
import { sampleCard } from './fixtures/sample-card';

const written = JSON.parse(readFileSync(join(__dirname, '../schema/run-card.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(written);

it('is published as it is in the source (write it with `pnpm run schema`)', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(runCardSchema)));
});

it.each(['published', 'blocked', 'failed', 'cancelled', 'running'] as const)('holds for a run that is %s', (state) => {
  const card = JSON.parse(JSON.stringify(sampleCard(state))) as unknown;
  expect([validate(card), validate.errors]).toEqual([true, null]);
});

it('holds for a card with nothing in it yet', () => {
  const card = sampleCard('failed');
  expect(validate({ ...card, model: null, decision: null, privacy: null, quality: null, pii: [] })).toBe(true);
});

it.each<[string, (card: Record<string, unknown>) => void]>([
  ['a version of the future', (card) => (card.version = 2)],
  ['no run', (card) => delete card.run],
  ['an unknown state', (card) => ((card.run as Record<string, unknown>).state = 'done')],
  ['an unknown error code', (card) => ((card.run as Record<string, unknown>).error = { code: 'OOPS', message: '' })],
  ['a hash that is none', (card) => ((card.run as { spec: Record<string, unknown> }).spec.sha256 = 'abc')],
  [
    'a score as text',
    (card) => ((card.quality as { measures: Record<string, unknown>[] }).measures[0] = { name: 'x', score: '1' }),
  ],
])('refuses %s', (_, spoil) => {
  const card = JSON.parse(JSON.stringify(sampleCard())) as Record<string, unknown>;
  spoil(card);
  expect(validate(card)).toBe(false);
});
