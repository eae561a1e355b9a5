import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import type { LabCard } from '@headwater/contracts';
import { labCardSchema, renderLabCard } from '../src';
import { domOf, textsOf } from './fixtures/dom';
import { sampleLabCard } from './fixtures/sample-lab-card';

const written = JSON.parse(readFileSync(join(__dirname, '../schema/collapse-lab.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(written);

describe('the schema', () => {
  it('is published as it is in the source (write it with `pnpm run schema`)', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(labCardSchema)));
  });

  it('holds for a card, and for one without a table', () => {
    expect([validate(sampleLabCard()), validate.errors]).toEqual([true, null]);
    expect(validate({ ...sampleLabCard(), table: null, measures: [], protocols: [] })).toBe(true);
  });

  it.each<[string, (card: LabCard) => unknown]>([
    ['an unknown protocol', (card) => Object.assign(card.protocols[0] ?? {}, { protocol: 'guess' })],
    [
      'a score as text',
      (card) => Object.assign(card.protocols[0]?.chains[0]?.generations[0]?.scores ?? {}, { x: '1' }),
    ],
    ['an interval of one end', (card) => Object.assign(card.closedForms[0] ?? {}, { interval: [1] })],
    ['a stage that is none', (card) => Object.assign(card.protocols[0]?.chains[0]?.firstWorse ?? {}, { end: 1 })],
    ['no closed forms', (card) => delete (card as Partial<LabCard>).closedForms],
  ])('refuses %s', (_, spoil) => {
    const card = sampleLabCard();
    spoil(card);
    expect(validate(card)).toBe(false);
  });
});

describe('the page', () => {
  let document: Document;
  beforeAll(async () => {
    document = domOf(await renderLabCard(sampleLabCard()));
  });

  it('says of each protocol when it was refused and stopped', () => {
    const rows = [...document.querySelectorAll('section')]
      .find((s) => s.getAttribute('aria-labelledby') === 'protocols')
      ?.querySelectorAll('tbody tr');
    const cells = [...(rows ?? [])].map((r) => [...r.querySelectorAll('th,td')].map((c) => c.textContent?.trim()));
    expect(cells.map((row) => [row[0], row[3], row[4]])).toEqual([
      ['replace', '2, 2', '3, 3'],
      ['default', '–, –', '–, –'],
    ]);
    expect(cells[0]?.[5]).toBe('0.965 to 0.665');
  });

  it('draws a curve for every measure that has two points, described by its ends', () => {
    expect(document.querySelectorAll('svg.plot-lab')).toHaveLength(1);
    expect(document.querySelector('svg.plot-lab desc')?.textContent).toContain('replace from 0.9650 to 0.6650');
  });

  it('names what is worse than generation 1, and what lies outside its interval', () => {
    expect(textsOf(document, '#changes ~ .part p').join(' ')).toContain('worse: Tail coverage');
    expect(textsOf(document, '.worse').filter((text) => text === 'outside')).toHaveLength(1);
  });

  it('has captions, heads and ids as the run card has', () => {
    for (const table of document.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.textContent).toMatch(/\w/);
      for (const head of table.querySelectorAll('th')) expect(head.getAttribute('scope')).toMatch(/^(col|row)$/);
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
  });

  it('is the same bytes for the same card, and lets no name become markup', async () => {
    const card = sampleLabCard();
    expect(await renderLabCard(card)).toBe(await renderLabCard(sampleLabCard()));
    if (card.table !== null) card.table.name = '<script>alert(1)</script>';
    expect(domOf(await renderLabCard(card)).querySelectorAll('script')).toHaveLength(0);
  });

  it('shows the theory alone where there was no table', async () => {
    const page = domOf(await renderLabCard({ ...sampleLabCard(), table: null, measures: [], protocols: [] }));
    expect(textsOf(page, 'h2')).toEqual(['Theory', 'Setting']);
  });
});
