import type { RunCard } from '@headwater/contracts';
import { renderRunCard } from '../src';
import { niceScale } from '../src/parts/nice-scale';
import { toneOf, TONES } from '../src/plots/tones';
import { domOf, textsOf } from './fixtures/dom';
import { assessmentCard, firstCard, sampleCard } from './fixtures/sample-card';

let good: Document;
let bad: Document;
let size: number;
beforeAll(async () => {
  const page = await renderRunCard(sampleCard());
  size = Buffer.byteLength(page);
  good = domOf(page);
  bad = domOf(await renderRunCard(sampleCard('blocked', 'block')));
});

/** A section of the page by the id of its heading. */
function part(document: Document, id: string): Document {
  return document.querySelector(`[aria-labelledby="${id}"]`) as unknown as Document;
}
const plain = (texts: string[]): string[] => texts.map((text) => text.replaceAll('\u00a0', ' '));

it('stays a page that a browser opens at once', () => expect(size).toBeLessThan(1_000_000));

it('leads to its parts', () => {
  const links = [...good.querySelectorAll('nav a')].map((a) => [a.getAttribute('href'), a.textContent]);
  expect(links).toEqual([...good.querySelectorAll('h2')].map((h) => [`#${h.id}`, h.textContent]));
});

describe('what to look at', () => {
  it('names the worst columns, pairs, telltales and segments, worst first', () => {
    const look = part(bad, 'look');
    expect(textsOf(look, 'caption')).toEqual([
      'Columns Shape score; the bar is what it lacks to 1.',
      'Pairs of columns Pair score; the bar is what it lacks to 1.',
      'What gives synthetic rows away AUC that a classifier loses without the column.',
      'Segments of rows Column shapes in the segment; the bar is what it lacks to 1.',
    ]);
    const lists = [...look.querySelectorAll('.ranked')].map((list) => textsOf(list as unknown as Document, 'tbody th'));
    expect(lists[0]?.slice(0, 2)).toEqual(['fnlwgt', 'education-num']);
    expect(lists[1]?.[0]).toBe('education × occupation');
    expect(lists[2]?.slice(0, 2)).toEqual(['fnlwgt', 'capital-gain']);
    // What helps no classifier gives nothing away.
    expect(lists[2]).not.toContain('sex');
    expect(lists[3]?.[0]).toBe('sex = Female');
  });

  it('makes bars as long as what is missing', () => {
    const widths = [...part(bad, 'look').querySelectorAll('.ranked')].map((list) =>
      [...list.querySelectorAll('.fill')].map((fill) =>
        parseFloat(/width:([\d.]+)%/.exec(fill.getAttribute('style') ?? '')?.[1] ?? ''),
      ),
    );
    expect(widths[1]?.[0]).toBe(100);
    for (const list of widths) expect([...list].sort((a, b) => b - a)).toEqual(list);
  });
});

describe('pairs and projection', () => {
  it('draw real, synthetic and their difference of every grid', () => {
    expect(good.querySelectorAll('.pair')).toHaveLength(6);
    expect(good.querySelectorAll('.pair svg.plot-heat')).toHaveLength(18);
    expect(good.querySelectorAll('.projection svg.plot-heat')).toHaveLength(3);
    expect(textsOf(good, '.pair .name')[0]).toBe('occupation × education');
  });

  it('give a cell the tone of its share', () => {
    const [real] = [...good.querySelectorAll('.pair svg.plot-heat')];
    const { pairPlots, rows } = sampleCard().quality ?? {};
    const expected = (pairPlots?.[0]?.real ?? []).filter((share) => share * (rows?.train ?? 0) >= 5).length;
    expect(expected).toBeGreaterThan(50);
    // One outline a cell, all of a tone in one path; a tone with one cell keeps its rectangle.
    const paths = [...(real?.querySelectorAll('g[fill="var(--ink)"] path') ?? [])];
    const outlines = paths.reduce((sum, path) => sum + (path.getAttribute('d')?.match(/M/g) ?? []).length, 0);
    const single = real?.querySelectorAll('g[fill="var(--ink)"] rect').length ?? 0;
    expect(outlines + single).toBe(expected);
  });

  it('leave blank in both tables what few rows hold', async () => {
    const card = sampleCard();
    const plot = card.quality?.pairPlots?.[0];
    if (!card.quality || !plot) throw new Error('the sample has pairs');
    const cells = plot.real.length;
    const few = Array.from({ length: cells }, (_, i) => (i === 0 ? 1 - 3 / 39_073 : i === 1 ? 3 / 39_073 : 0));
    card.quality.pairPlots = [{ ...plot, real: [1, ...Array<number>(cells - 1).fill(0)], synthetic: few }];
    const dom = domOf(await renderRunCard(card));
    for (const panel of dom.querySelectorAll('.pair svg.plot-heat'))
      expect(
        panel.querySelectorAll('g[fill-opacity] path, g[fill-opacity] rect, rect[fill-opacity]').length,
      ).toBeLessThan(2);
  });

  it('tell more from fewer by colour, and none by paper', () => {
    expect(toneOf(0, 1, 'density')).toBe(0);
    expect(toneOf(1, 1, 'density')).toBe(TONES.length);
    expect(toneOf(1e-9, 1, 'density')).toBe(1);
    expect(toneOf(0.25, 1, 'density')).toBe(4);
    expect(toneOf(-1, 1, 'difference')).toBe(-TONES.length);
    expect(toneOf(0.5, 1, 'difference')).toBe(4);
    expect(toneOf(0.01, 1, 'difference')).toBe(0);
    const [, , difference] = [...good.querySelectorAll('.pair svg.plot-heat')];
    expect(difference?.querySelector('[fill="var(--fewer)"]')).not.toBeNull();
    expect(difference?.querySelector('[fill="var(--synthetic)"]')).not.toBeNull();
  });
});

it('plots attacks by how far they are above their references', () => {
  const names = plain(textsOf(part(bad, 'attacks'), 'tbody th'));
  expect(names[0]).toMatch(/^Attribute inference, worst column.* by guessing$/);
  // Without an upper end it has no place on the scale.
  expect(names.join()).not.toMatch(/epsilon/);
  const excess = [...part(bad, 'attacks').querySelectorAll('tbody tr')].map((row) => {
    const [reference = NaN, score = NaN] = textsOf(row as unknown as Document, 'td.number').map(Number);
    return score - reference;
  });
  expect([...excess].sort((a, b) => b - a)).toEqual(excess);
});

it('compares learners, classes and importances', () => {
  const utility = part(good, 'utility');
  const [trees] = [...utility.querySelectorAll('.dots tbody tr')];
  expect(plain(textsOf(trees as unknown as Document, 'th, td.number'))).toEqual([
    'Boosted trees',
    '0.9287',
    '0.9206',
    '0.0081 0.0057 to 0.0105',
  ]);
  expect(textsOf(utility, '.importances tbody th')[0]).toBe('marital-status');
  expect(textsOf(utility, '.parts caption')).toHaveLength(3);
  expect(textsOf(utility, '.parts tbody th')).toEqual(Array(3).fill(['<=50K', '>50K', 'All classes']).flat());
});

it('shows errors instead of classes where the target is a number', async () => {
  const card = sampleCard();
  const numbers = { kind: 'numbers' as const, r2: 0.81, rmse: 2.5, mae: 1.9 };
  const learner = card.quality?.utility?.learners[0];
  if (!card.quality?.utility || !learner) throw new Error('the sample has learners');
  card.quality.utility = {
    ...card.quality.utility,
    kind: 'regression',
    classes: [],
    learners: [{ ...learner, real: numbers, synthetic: { ...numbers, r2: 0.77 } }],
  };
  const utility = part(domOf(await renderRunCard(card)), 'utility');
  expect(textsOf(utility, '.dots caption')).toEqual(['R² on held-out real rows']);
  expect(textsOf(utility, '.parts thead th')).toEqual(['Target', 'R²', 'RMSE', 'Mean absolute error']);
  expect(textsOf(utility, '.parts tbody td')).toEqual(['0.8100 0.7700', '2.5 2.5', '1.9 1.9']);
});

describe('groups of people', () => {
  it('says what synthesis made stronger', () => {
    expect(textsOf(part(good, 'fairness'), '.finding')).toEqual([
      'No difference between groups is clearly greater after synthesis than before.',
    ]);
    expect(textsOf(part(bad, 'fairness'), '.finding')[0]).toMatch(
      /^Synthesis made differences greater by sex \(labels, decisions, opportunity\), by race /,
    );
  });

  it('shows shares, labels, differences and calibration by attribute, pairs of attributes behind a line', () => {
    const fairness = part(good, 'fairness');
    expect(textsOf(fairness, 'h3')).toEqual(['sex', 'race', 'race × sex']);
    expect(fairness.querySelector('.rest h3')?.textContent).toBe('race × sex');
    const captions = textsOf(fairness.querySelector('.part') as unknown as Document, '.dots caption');
    expect(captions).toEqual([
      'Share of the rows by sex',
      'Label “>50K” by sex',
      'Differences between groups of sex',
      expect.stringMatching(/^Calibration error/),
    ]);
  });

  it('does without labels where the target allows none', async () => {
    const card = sampleCard();
    if (!card.quality?.fairness) throw new Error('the sample has groups');
    const [sex] = card.quality.fairness.groupings;
    card.quality.fairness = { positive: null, groupings: sex === undefined ? [] : [{ ...sex, outcome: null }] };
    const fairness = part(domOf(await renderRunCard(card)), 'fairness');
    expect(textsOf(fairness, '.dots caption')).toEqual(['Share of the rows by sex']);
    expect(textsOf(fairness, '.finding')).toEqual([]);
  });
});

it('shows each level of a segment, and why one has no scores', () => {
  const segments = part(good, 'segments');
  expect(textsOf(segments, 'h3')).toEqual(['income', 'sex']);
  expect(textsOf(segments, 'ul li')).toEqual([
    '(missing) (11 synthetic rows for 14 real): fewer than 50 rows on a side.',
  ]);
});

describe('generations', () => {
  it('are judged first, then drawn one by one', () => {
    expect(textsOf(part(good, 'generations'), '.finding')).toEqual([
      'Stable No followed measure worsens from generation to generation.',
    ]);
    const collapsing = part(bad, 'generations');
    expect(textsOf(collapsing, '.finding')[0]).toMatch(/^Collapsing .* from tails and rare categories to coverage/);
    expect(collapsing.querySelectorAll('svg.plot-generation')).toHaveLength(12);
    expect(collapsing.querySelectorAll('.worse')).toHaveLength(6);
  });

  it('are left out of a chain that has none', async () => {
    const { generations: _, collapse: __, ...card } = sampleCard();
    expect(part(domOf(await renderRunCard(card)), 'generations')).toBeNull();
  });
});

describe('an assessment without a run', () => {
  it.each([
    ['pass', 'Meets the policy', 'pass'],
    ['warn', 'Meets the policy with warnings', 'warn'],
    ['block', 'Does not meet the policy', 'block'],
  ] as const)('with the verdict %s says "%s"', async (verdict, title, tone) => {
    const dom = domOf(await renderRunCard(assessmentCard(verdict)));
    expect(textsOf(dom, 'h1')).toEqual([title]);
    expect(dom.querySelector('h1')?.classList.contains(tone)).toBe(true);
    expect(dom.title).toBe('adult_synthetic.parquet: assessment');
  });

  it('names the three tables with rows and hashes, and shows no stages', async () => {
    const card = assessmentCard();
    const text = await renderRunCard(card);
    const dom = domOf(text);
    expect(textsOf(dom, '.chain')).toEqual(['adult_synthetic.parquet against adult_train.csv and adult_test.csv']);
    expect(textsOf(dom, '.summary')[0]).toBe(
      '39,073 synthetic rows in 15 columns, compared with 39,073 real rows and 9,769 held-out rows, with income as the target. All 13 rules of the policy “internal” pass.',
    );
    const { real, holdout, synthetic } = card.assessed ?? {};
    expect(textsOf(dom, '.hash')).toEqual([real?.sha256, holdout?.sha256, synthetic?.sha256]);
    const headings = textsOf(dom, 'h2');
    for (const none of ['Stages', 'Model', 'Personal data in the source', 'Generations'])
      expect(headings).not.toContain(none);
    expect(text).not.toMatch(/undefined|\bnull\b|NaN/);
  });

  it('needs neither policy nor holdout', async () => {
    const card = assessmentCard();
    if (card.assessed) card.assessed = { ...card.assessed, holdout: null, target: null };
    const dom = domOf(await renderRunCard({ ...card, decision: null }));
    expect(textsOf(dom, 'h1')).toEqual(['Assessed']);
    expect(textsOf(dom, '.summary')[0]).toBe(
      '39,073 synthetic rows in 15 columns, compared with 39,073 real rows. No policy was asked.',
    );
  });
});

it('renders evidence of the first version, without a trace of what that did not have', async () => {
  const card: RunCard = firstCard();
  const text = await renderRunCard(card);
  expect(textsOf(domOf(text), 'h2')).toEqual([
    'Scores',
    'What to look at',
    'Columns, real against synthetic',
    'Weakest relations',
    'Closeness to real rows',
    'Model',
    'Personal data in the source',
    'Stages',
    'Provenance',
    'Notes',
  ]);
  expect(text).not.toMatch(/undefined|NaN/);
});

it.each([
  [[0.03, 0.57], [0], [0, 0.2, 0.4, 0.6]],
  [[0.8406, 0.9287], [], [0.825, 0.85, 0.875, 0.9, 0.925, 0.95]],
  [[-0.02, 0.09], [0], [-0.05, 0, 0.05, 0.1]],
  [[0.5], [], [0.5, 0.75]],
  [[], [], [0, 0.25, 0.5, 0.75, 1]],
] as const)('makes a scale with round ends of %j', (values, holding, ticks) => {
  expect(niceScale([...values], holding).ticks).toEqual(ticks);
});
