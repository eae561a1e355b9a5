import { html, type Content, type Markup } from '../html/html';

export type Fact = readonly [name: string, value: Content];

/** Names and values in two columns; facts without a value are left out. */
export function factList(facts: readonly Fact[]): Markup {
  const known = facts.filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false);
  return html`<dl class="facts">
    ${known.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
