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

/** Words of the program, hashes and times: not made of data, a spec or an error message. */
const OWN_WORDS =
  /^(kind|verdict|state|stage|better|learner|first|latest|role|physical|temporal|stoppedBecause|code|sha256)$/;
const OWN_PLACES =
  /(^|\.)(sourceSha256|modelSha256|dataSha256|key|startedAt|finishedAt|measures\.\d+\.(name|family)|differences\.\d+\.name|rules\.\d+\.measure|signals\.\d+\.measure)$/;

/** Every string of the card that can come from data, a spec or an error message, replaced by a hostile one. */
function poisoned(): RunCard {
  const card = sampleCard('published', 'warn');
  card.run.error = { code: 'INTERNAL', message: '', hint: '', where: '' };
  let next = 0;
  const hostile = (): string => HOSTILE[next++ % HOSTILE.length] as string;
  const spoil = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return OWN_PLACES.test(path) ? value : hostile();
    if (Array.isArray(value)) return value.map((one, i) => spoil(one, `${path}.${i}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, OWN_WORDS.test(key) ? one : spoil(one, `${path}.${key}`)]),
    );
  };
  const spoilt = spoil(card, '') as RunCard;
  // A column's name becomes part of a measure's; a plugin may name one as it likes.
  const [shapes, trends] = spoilt.quality?.measures ?? [];
  if (shapes) shapes.name = '<b>shapes</b>';
  if (trends) trends.name = `column_shapes@${HOSTILE[0]}`;
  if (spoilt.model) spoilt.model.parameters = { [hostile()]: hostile(), nested: { [hostile()]: HOSTILE } };
  spoilt.pii = HOSTILE.map((column) => ({ column, kind: hostile(), matches: 1, share: 0.5 }));
  for (const segment of spoilt.quality?.segments ?? []) segment.measures[hostile()] = { score: 0.5, reference: null };
  return spoilt;
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
        'script, iframe, object, embed, link, base, form, img, image, use, foreignObject, animate, set',
      ),
    ).toHaveLength(0);
    expect(attributesOf(document).filter(({ name }) => HANDLER.test(name))).toEqual([]);
  });

  it('refers to its own parts at most', () => {
    const referring = attributesOf(document).filter(({ name }) =>
      /^(src|href|xlink:href|srcset|action|data|poster|background)$/i.test(name),
    );
    const ids = new Set([...document.querySelectorAll('[id]')].map((element) => `#${element.id}`));
    expect(referring.filter(({ name, value }) => name !== 'href' || !ids.has(value))).toEqual([]);
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
  expect(textsOf(document, '.measure')).toContain('Column shapes, worst level of <script>alert(1)</script>');
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
    'i',
    'nav',
    'ul',
    'li',
    'h3',
    'caption',
  ]) {
    const opened = body.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length ?? 0;
    const closed = body.match(new RegExp(`</${tag}\\s*>`, 'g'))?.length ?? 0;
    expect([tag, opened]).toEqual([tag, closed]);
  }
});
