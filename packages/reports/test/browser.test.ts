import type { RunCard } from '@headwater/contracts';
import { source as axe, type AxeResults } from 'axe-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { renderRunCard } from '../src';
import { measureTitle } from '../src/measures/measure-title';
import { launchChromium } from './fixtures/chromium';
import { assessmentCard, sampleCard } from './fixtures/sample-card';

const CARDS = {
  good: sampleCard('published', 'pass'),
  bad: sampleCard('blocked', 'block'),
  assessment: assessmentCard('warn'),
};
type Name = keyof typeof CARDS;
/** Four seconds of a processor, which may be shared with many. */
const AT_MOST = 120_000;

let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'run-cards-'));
  for (const [name, card] of Object.entries(CARDS))
    writeFileSync(join(folder, `${name}.html`), await renderRunCard(card));
  browser = await launchChromium();
}, AT_MOST);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface View {
  width: number;
  colorScheme?: 'light' | 'dark';
  media?: 'screen' | 'print';
  /** Whether everything that folds is opened. */
  open?: boolean;
}

/** The card in a tab of its own, with every request but that for the page itself refused and remembered. */
async function opened(name: Name, { width, colorScheme = 'light', media = 'screen', open = false }: View) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const requests: string[] = [];
  await page.route('**', (route) => {
    if (route.request().url() === url) return route.continue();
    requests.push(route.request().url());
    return route.abort();
  });
  await page.emulateMedia({ media, colorScheme });
  await page.goto(url);
  if (open) await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  return { page, requests };
}

/** Pixels by which the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * What axe-core finds that keeps people from reading: rule and the first elements. Rows of a table and plots of a grid
 * are alike: three are looked at, since it takes its time over each element.
 */
async function violations(page: Page): Promise<string[]> {
  const alike = 'tbody tr:nth-child(n + 4), figure:nth-child(n + 4), .facts > div:nth-child(n + 4)';
  await page.evaluate((selector) => document.querySelectorAll(selector).forEach((one) => one.remove()), alike);
  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }).axe.run(
      { exclude: [['svg > *']] },
      { resultTypes: ['violations'], preload: false },
    ),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 120))
          .join(' | ')}`,
    );
}

describe.each<[Name, View]>([
  ['good', { width: 400, colorScheme: 'light' }],
  ['good', { width: 1200, colorScheme: 'dark', open: true }],
  ['bad', { width: 400, colorScheme: 'dark', open: true }],
  ['bad', { width: 1200, colorScheme: 'light' }],
  ['assessment', { width: 1200, colorScheme: 'light' }],
])('the %s card at %o', (name, view) => {
  it(
    'has no serious barrier, does not scroll sideways and asks for nothing',
    async () => {
      const { page, requests } = await opened(name, view);
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
      expect(requests).toEqual([]);
      await page.close();
    },
    AT_MOST,
  );
});

it.each<[Name, number]>([
  ['good', 360],
  ['bad', 360],
  ['assessment', 360],
  ['bad', 768],
])('does not scroll sideways: %s at %i pixels, everything open', async (name, width) => {
  const { page } = await opened(name, { width, open: true });
  expect(await overflow(page)).toBe(0);
  await page.close();
});

it('folds on a screen what few need, and opens it', async () => {
  const { page } = await opened('good', { width: 1200 });
  const rest = page.locator('.rest').first();
  expect(await rest.isVisible()).toBe(false);
  await page.locator('summary').first().click();
  expect(await rest.isVisible()).toBe(true);
  await page.close();
});

/** Titles of the measures whose rows can be seen: with size, on the page, not cut off. */
function seenMeasures(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.scores .measure')]
      .filter((element) => {
        const { width, height, right } = element.getBoundingClientRect();
        return element.checkVisibility() && width > 0 && height > 0 && right <= document.documentElement.clientWidth;
      })
      .map((element) => element.textContent),
  );
}

describe.each<Name>(['good', 'bad'])('on paper, the %s card', (name) => {
  // A4 less margins of 15 mm, at 96 dots an inch.
  const view = { width: 680, media: 'print' } as const;

  it('shows every measure, what is judged before all others', async () => {
    const card: RunCard = CARDS[name];
    const { page } = await opened(name, view);
    const seen = new Set(await seenMeasures(page));
    const rules = card.decision?.rules ?? [];
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.map((rule) => measureTitle(rule.measure)).filter((title) => !seen.has(title))).toEqual([]);
    const scored = [...(card.quality?.measures ?? []), ...(card.privacy?.measures ?? [])].filter(
      (m) => m.score !== null,
    );
    expect(scored.map((m) => measureTitle(m.name)).filter((title) => !seen.has(title))).toEqual([]);
    await page.close();
  });

  it('keeps within the sheet, without controls, in ink on white', async () => {
    const { page, requests } = await opened(name, view);
    expect(await overflow(page)).toBe(0);
    expect(await page.locator('summary:visible, nav:visible').count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(requests).toEqual([]);
    await page.close();
  });
});
