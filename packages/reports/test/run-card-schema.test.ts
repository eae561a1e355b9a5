import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { runCardSchema } from '../src';
import { assessmentCard, firstCard, sampleCard } from './fixtures/sample-card';

const written = JSON.parse(readFileSync(join(__dirname, '../schema/run-card.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(written);

it('is published as it is in the source (write it with `pnpm run schema`)', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(runCardSchema)));
});

it.each(['published', 'blocked', 'failed', 'cancelled', 'running'] as const)('holds for a run that is %s', (state) => {
  const card = JSON.parse(JSON.stringify(sampleCard(state))) as unknown;
  expect([validate(card), validate.errors]).toEqual([true, null]);
});

it.each([
  ['of a bad run', sampleCard('blocked', 'block')],
  ['of an assessment', assessmentCard('warn')],
  ['of the first version', firstCard()],
])('holds for a card %s', (_, made) => {
  const card = JSON.parse(JSON.stringify(made)) as unknown;
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
  ['an unknown family', (card) => (first(card, 'quality.measures').family = 'beauty')],
  ['rates that are no shares', (card) => (first(card, 'privacy.measures').rates = { attack: 2, control: 0, naive: 0 })],
  ['a pair without an axis', (card) => delete first(card, 'quality.pairPlots').x],
  ['an unknown learner', (card) => (first(card, 'quality.utility.learners').learner = 'oracle')],
  ['a grouping without groups', (card) => delete first(card, 'quality.fairness.groupings').groups],
  ['a signal of no stage', (card) => (first(card, 'collapse.signals').stage = 'end')],
  [
    'a table without a hash',
    (card) => (card.assessed = { ...assessmentCard().assessed, real: { name: 'a', rows: 1 } }),
  ],
  [
    'a score as text',
    (card) => ((card.quality as { measures: Record<string, unknown>[] }).measures[0] = { name: 'x', score: '1' }),
  ],
])('refuses %s', (_, spoil) => {
  const card = JSON.parse(JSON.stringify(sampleCard())) as Record<string, unknown>;
  spoil(card);
  expect(validate(card)).toBe(false);
});

/** The first of a list that lies at a path in the card. */
function first(card: Record<string, unknown>, path: string): Record<string, unknown> {
  const list = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], card);
  return (list as Record<string, unknown>[])[0] as Record<string, unknown>;
}
