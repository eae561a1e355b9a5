import type { Measure, RunCard } from '@headwater/contracts';
import { renderRunCard } from '../src';
import { interval } from '../src/html/format';
import { familyOf } from '../src/measures/family-of';
import { measureTitle } from '../src/measures/measure-title';
import { onUnitScale } from '../src/measures/on-unit-scale';
import { ruleSentence } from '../src/measures/rule-sentence';
import { domOf, textsOf } from './fixtures/dom';
import { firstCard, sampleCard } from './fixtures/sample-card';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

function rowsOf(document: Document): string[][] {
  return [...document.querySelectorAll('.scores tbody tr')].map((row) =>
    textsOf(row as unknown as Document, '.measure, td:not(.scale-cell)').map(plain),
  );
}

it.each([
  ['column_shapes', 'Column shapes'],
  ['column_shapes@income', 'Column shapes, worst level of income'],
  ['tstr_auc@native_country', 'TSTR AUC, boosted trees, worst level of native_country'],
  ['column_shapes@*', 'Column shapes, worst level of every segment'],
  ['shadow_model_auc', 'Shadow model AUC'],
  ['@odd', '@odd'],
  ['', ''],
])('titles %s', (name, title) => expect(measureTitle(name)).toBe(title));

it.each([
  ['>= 0.9', 'It passes at 0.9 or more.'],
  ['>= 0.9 (warn >= 0.8)', 'It passes at 0.9 or more and warns at 0.8 or more.'],
  [
    '<= 0.75 (warn <= 1), 95 % bound',
    'It passes at 0.75 or less and warns at 1 or less, by the favourable end of its 95 % interval.',
  ],
  ['<= 0.005, score less reference', 'What it has over real rows passes at 0.005 or less.'],
  [
    '>= 0.95 (warn >= 0.9), score over reference',
    'Its part of what real rows score passes at 0.95 or more and warns at 0.9 or more.',
  ],
  ['whatever comes', 'The rule is whatever comes.'],
])('says the rule %s', (rule, sentence) => expect(plain(ruleSentence(rule))).toBe(sentence));

it.each([
  [[0.538, 0.5542], '0.538 to 0.554'],
  [[0.00012, 0.00038], '0.00012 to 0.00038'],
  [[-0.01, 0.03], '−0.010 to 0.030'],
  [[-17.5, -17.4], '−17.5 to −17.4'],
  [[-0.00001, 0.0304], '0.000 to 0.030'],
  [[NaN, 1], '–'],
] as const)('writes the interval %j', (ends, text) => expect(plain(interval(ends))).toBe(text));

it('draws on a scale from 0 to 1 only what lives there', () => {
  expect(onUnitScale('column_shapes', 0.9)).toBe(true);
  expect(onUnitScale('k_anonymity', 1)).toBe(false);
  expect(onUnitScale('dcr_ratio_to_holdout', 1.04)).toBe(false);
  expect(onUnitScale('tstr_r2', null)).toBe(false);
});

it('finds the family of measures that say none', () => {
  expect(familyOf({ name: 'tstr_gap' }, 'quality')).toBe('utility');
  expect(familyOf({ name: 'tail_coverage@sex' }, 'quality')).toBe('collapse');
  expect(familyOf({ name: 'linkability' }, 'privacy')).toBe('attack');
  expect(familyOf({ name: 'of_tomorrow' }, 'quality')).toBe('fidelity');
  expect(familyOf({ name: 'linkability', family: 'distance' }, 'privacy')).toBe('distance');
});

describe('scores', () => {
  let good: Document;
  let bad: Document;
  beforeAll(async () => {
    good = domOf(await renderRunCard(sampleCard()));
    bad = domOf(await renderRunCard(sampleCard('blocked', 'block')));
  });

  it('stand by family, with the question that each answers', () => {
    expect(textsOf(good, '.family h3')).toEqual([
      'Fidelity 5 pass',
      'Utility 1 passes',
      'Fairness 1 passes',
      'Collapse 1 passes',
      'Distance 2 pass',
      'Attacks 2 pass',
      'Disclosure 1 passes',
    ]);
    expect(textsOf(bad, '.family h3')[0]).toBe('Fidelity 1 blocks, 2 warn, 2 pass');
    expect(textsOf(good, '.question')).toHaveLength(7);
  });

  it('have score, interval, what real rows score, rule and verdict', () => {
    expect(rowsOf(good)).toContainEqual([
      'Two-sample AUC',
      '0.5461 0.538 to 0.554',
      '0.4961',
      '≤ 0.75 (warn ≤ 0.85), 95 % bound',
      'pass',
    ]);
    expect(rowsOf(good)).toContainEqual(['k-anonymity', '7', '1', '–', 'not judged']);
  });

  it('put what blocks first, then warnings, then what passes, then headlines', () => {
    const family = bad.querySelector('.family') as unknown as Document;
    const first = family.querySelector('.scores') as unknown as Document;
    expect(textsOf(first, '.verdict')).toEqual([
      'block',
      'warn',
      'warn',
      'pass',
      'pass',
      'not judged',
      'not judged',
      'not judged',
      'not judged',
      'not judged',
    ]);
  });

  it('hold every measure once; what means nothing here stands in a line with the reason', () => {
    const { quality, privacy } = sampleCard();
    const all = [...(quality?.measures ?? []), ...(privacy?.measures ?? [])];
    const shown = textsOf(good, '.measure');
    expect([...shown].sort()).toEqual(
      all
        .filter((m) => m.notApplicable !== true)
        .map((m) => plainTitle(m))
        .sort(),
    );
    expect(textsOf(good, '.silent')).toEqual([
      'Not asked of this table, since the table has no identifier and no text column: Identifier reuse.',
      'Not asked of this table, since no column is declared sensitive: l-diversity; l-diversity, entropy; t-closeness.',
    ]);
  });

  it('fold no measure that is judged', () => {
    expect(good.querySelectorAll('.rest .judged')).toHaveLength(0);
    expect(good.querySelectorAll('.judged')).toHaveLength(13);
  });

  it('tell how often attacks succeed', () => {
    expect(textsOf(good, '.rates').map(plain)).toContain(
      'Succeeds on 11.8 % of training rows, 11.1 % of unseen rows, 4.3 % by guessing.',
    );
  });

  it('give the reasons of the verdict at the top, what blocks first', () => {
    expect(good.querySelector('.reasons')).toBeNull();
    const reasons = textsOf(bad, '.reasons li').map(plain);
    expect(reasons[0]).toMatch(
      /^blocks Two-sample AUC is 0\.8713; real rows score 0\.4961\. It passes at 0\.75 or less and warns at 0\.85 or less, by the favourable end of its 95 % interval\. How often a trained classifier/,
    );
    expect(reasons.map((text) => text.split(' ')[0])).toEqual([
      ...Array(3).fill('blocks'),
      ...Array(5).fill('warns'),
      'And',
    ]);
    expect(reasons.at(-1)).toBe('And 1 more, in the scores below.');
    expect(textsOf(bad, '.reason').map(plain)).toContain('score 0.8632 (favourable 95 % bound) misses ≤ 0.85');
  });

  it('show a rule whose measure nobody reported, and say so at the top', async () => {
    const card = sampleCard('blocked', 'block');
    card.decision?.rules.unshift({
      measure: 'wasserstein_gap@sex',
      verdict: 'block',
      score: null,
      rule: '>= 0.8',
      stage: 'quality',
      reason: 'no stage reported this measure',
    });
    const dom = domOf(await renderRunCard(card));
    expect(textsOf(dom, '.measure')).toContain('Wasserstein gap, worst level of sex');
    expect(textsOf(dom, '.reasons li')[0]).toBe(
      'blocks Wasserstein gap, worst level of sex has no score: no stage reported this measure.',
    );
  });

  it('show what failed where nothing is not applicable', async () => {
    const card: RunCard = firstCard();
    card.quality?.measures.push({
      name: 'tstr_auc',
      score: null,
      better: 'higher',
      reference: null,
      interval: null,
      seconds: 0,
      reason: 'the learner did not converge',
      meaning: 'How well trees do.',
    });
    const dom = domOf(await renderRunCard(card));
    expect(textsOf(dom, '.reason')).toEqual(['the learner did not converge']);
    expect(textsOf(dom, '.family h3')).toEqual(['Fidelity', 'Utility', 'Disclosure']);
  });
});

function plainTitle({ name }: Measure): string {
  return measureTitle(name).replaceAll('\u00a0', ' ');
}
