import type { RunCard } from '@headwater/contracts';
import { renderRunCard } from '../src';
import { domOf, textsOf } from './fixtures/dom';
import { sampleCard } from './fixtures/sample-card';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>alert(2)</script>',
  '</title><svg onload=alert(3)>',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '{{7*7}}${7*7}',
  'javascript:alert(1)',
  '\u202egnp.exe',
  'a\u0000b',
];

/** Every string of the card that can come from data, a spec or an error message, replaced by a hostile one. */
function poisoned(): RunCard {
  const card = structuredClone(sampleCard('published', 'warn'));
  let next = 0;
  const hostile = (): string => HOSTILE[next++ % HOSTILE.length] as string;
  const { run, quality, privacy, model } = card;
  run.chain = hostile();
  run.partition = hostile();
  run.runId = hostile();
  run.error = { code: 'INTERNAL', message: HOSTILE.join(' '), hint: hostile(), where: hostile() };
  if (run.published) run.published.uri = hostile();
  for (const column of quality?.columns ?? []) {
    column.name = hostile();
    column.type = hostile();
    if (column.plot.kind === 'bars') column.plot.labels = column.plot.labels.map(hostile);
  }
  for (const measure of [...(quality?.measures ?? []), ...(privacy?.measures ?? [])]) {
    measure.meaning = hostile();
    if (measure.name === 'column_shapes') measure.name = '<b>shapes</b>';
  }
  for (const pair of quality?.pairs ?? []) [pair.a, pair.b] = [hostile(), hostile()];
  for (const rule of card.decision?.rules ?? []) [rule.reason, rule.rule] = [hostile(), hostile()];
  if (card.decision) card.decision.policy = hostile();
  if (model) {
    model.family = hostile();
    model.parameters = { [hostile()]: hostile(), nested: { [hostile()]: HOSTILE } };
    model.notes = HOSTILE;
    model.runtime.cpu = hostile();
  }
  card.pii = HOSTILE.map((column) => ({ column, kind: hostile(), matches: 1, share: 0.5 }));
  return card;
}

const HANDLER = /^on/i;

function attributesOf(document: Document): { name: string; value: string }[] {
  return [...document.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes].map(({ name, value }) => ({ name, value })),
  );
}

describe.each([
  ['an ordinary card', () => sampleCard()],
  ['a card whose every string is hostile', poisoned],
])('%s', (_, make) => {
  let page: string;
  let document: Document;
  beforeAll(async () => {
    page = await renderRunCard(make());
    document = domOf(page);
  });

  it('has no script, no handler, no embedded content', () => {
    expect(
      document.querySelectorAll(
        'script, iframe, object, embed, link, base, form, img, image, use, foreignObject, a, animate, set',
      ),
    ).toHaveLength(0);
    expect(attributesOf(document).filter(({ name }) => HANDLER.test(name))).toEqual([]);
  });

  it('refers to nothing outside itself', () => {
    const referring = attributesOf(document).filter(({ name }) =>
      /^(src|href|xlink:href|srcset|action|data|poster|background)$/i.test(name),
    );
    expect(referring).toEqual([]);
    expect(textsOf(document, 'style').join('')).not.toMatch(/url\(|@import|@font-face|https?:/i);
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('forbids loading and running anything', () => {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    expect(policy).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
    );
    // Before anything that it should hold for.
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style'));
  });

  it('has one style sheet, which no string could end', () => {
    expect(document.querySelectorAll('style')).toHaveLength(1);
    expect(page.match(/<style/g)).toHaveLength(1);
  });
});

it('shows hostile names as text, letter by letter', async () => {
  const document = domOf(await renderRunCard(poisoned()));
  const cells = textsOf(document, '[aria-labelledby="pii"] tbody th');
  const shown = (text: string): string => text.replaceAll('\u0000', '\ufffd').replaceAll('\u202e', '\ufffd');
  expect(cells).toEqual(HOSTILE.map(shown));
  expect(textsOf(document, '.measure')).toContain('<b>shapes</b>');
  const labels = textsOf(document, 'svg.plot-column text');
  expect(labels).toContain('<script>alert(1)…');
});

it('is markup that a parser reads back unchanged: every opened element is closed', async () => {
  const page = await renderRunCard(poisoned());
  const body = page.slice(page.indexOf('<body>'));
  for (const tag of [
    'section',
    'table',
    'tbody',
    'tr',
    'td',
    'th',
    'figure',
    'svg',
    'g',
    'dl',
    'div',
    'p',
    'span',
    'code',
    'details',
    'h2',
    'text',
  ]) {
    const opened = body.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length ?? 0;
    const closed = body.match(new RegExp(`</${tag}\\s*>`, 'g'))?.length ?? 0;
    expect([tag, opened]).toEqual([tag, closed]);
  }
});
