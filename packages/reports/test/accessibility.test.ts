import { renderRunCard } from '../src';
import { COLOURS } from '../src/style/colours';
import { domOf, textsOf } from './fixtures/dom';
import { sampleCard } from './fixtures/sample-card';

let document: Document;
beforeAll(async () => {
  document = domOf(await renderRunCard(sampleCard('published', 'warn')));
});

it('has one main heading, then sections with their own, each named by it', () => {
  expect(document.querySelectorAll('h1')).toHaveLength(1);
  for (const section of document.querySelectorAll('section')) {
    const id = section.getAttribute('aria-labelledby') ?? '';
    expect(section.querySelector('h2')?.id).toBe(id);
  }
});

it('has no id twice', () => {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('says its language', () => expect(document.documentElement.getAttribute('lang')).toBe('en'));

it('has a caption on every table, and heads on its columns and rows', () => {
  const tables = [...document.querySelectorAll('table')];
  expect(tables.length).toBeGreaterThan(4);
  for (const table of tables) {
    expect(table.querySelector('caption')?.textContent).toMatch(/\w/);
    for (const head of table.querySelectorAll('th')) expect(head.getAttribute('scope')).toMatch(/^(col|row)$/);
  }
});

it('gives every plot a title and a description, and hides what only decorates', () => {
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.getAttribute('aria-hidden') === 'true') continue;
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.firstElementChild?.tagName.toLowerCase()).toBe('title');
    expect(svg.querySelector('title')?.textContent).toMatch(/\w/);
    expect(svg.querySelector('desc')?.textContent).toMatch(/\w/);
  }
});

it('writes verdicts out beside their marks', () => {
  expect(new Set(textsOf(document, '.verdict'))).toEqual(new Set(['pass', 'warn', 'not judged', 'Collapsing']));
});

describe('colours', () => {
  const schemes = COLOURS.split('@media').map((block) =>
    Object.fromEntries([...block.matchAll(/--(\w+): (#[0-9a-f]+)/g)].map(([, name, hex]) => [name, hex])),
  ) as Record<string, string>[];

  it.each([
    ['light', 0],
    ['dark', 1],
    ['print', 2],
  ] as const)('reach AA contrast: %s', (_, index) => {
    const scheme = schemes[index] ?? {};
    const against = (name: string): number => contrast(scheme[name] ?? '', scheme.page ?? '');
    for (const text of ['ink', 'muted', 'pass', 'warn', 'block'])
      expect([text, against(text) >= 4.5]).toEqual([text, true]);
    for (const mark of ['real', 'synthetic', 'fewer', 'axis']) expect([mark, against(mark) >= 3]).toEqual([mark, true]);
  });
});

/** WCAG 2.2: relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(full.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
