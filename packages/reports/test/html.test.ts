import { escapeHtml, html, Markup } from '../src/html/html';
import { bytes, count, duration, instant, percent, score } from '../src/html/format';

const nbsp = '\u00a0';

it('escapes holes and keeps markup', () => {
  const inner = html`<b>${'<i>'}</b>`;
  expect(inner.text).toBe('<b>&lt;i&gt;</b>');
  expect(html`<p title="${'"\'&'}">${inner}${[1, null, ['x', false, undefined]]}</p>`.text).toBe(
    '<p title="&quot;&#39;&amp;"><b>&lt;i&gt;</b>1x</p>',
  );
  expect(html`${new Markup('<br>')}`.text).toBe('<br>');
});

it('shows characters that steer the reading of text as such', () => {
  expect(escapeHtml('a\u202eb\u0007c\u2066d\ne')).toBe('a\ufffdb\ufffdc\ufffdd\ne');
});

it.each([
  [count(39073), '39,073'],
  [count(999), '999'],
  [count(1234567.4), '1,234,567'],
  [score(0.98704), '0.9870'],
  [score(0), '0.0000'],
  [score(1), '1'],
  [score(1.043), '1.043'],
  [score(100), '100'],
  [score(null), '–'],
  [score(NaN), '–'],
  [percent(0.503), `50.3${nbsp}%`],
  [percent(0), `0${nbsp}%`],
  [percent(1), `100${nbsp}%`],
  [percent(0.0004), `<${nbsp}0.1${nbsp}%`],
  [percent(NaN), '–'],
  [duration(0.04), '0.0 s'],
  [duration(9.96), '10 s'],
  [duration(59.7), '1 min 00 s'],
  [duration(127.4), '2 min 07 s'],
  [duration(11_222), '3 h 07 min'],
  [duration(undefined), '–'],
  [bytes(999), '999 B'],
  [bytes(1000), '1.0 kB'],
  [bytes(412_000_000), '412 MB'],
  [bytes(999_600), '1.0 MB'],
  [instant('2026-03-02T03:00:00.123Z'), '2026-03-02 03:00:00 UTC'],
  [instant('soon'), 'soon'],
])('formats %s', (formatted, expected) => expect(formatted).toBe(expected));
