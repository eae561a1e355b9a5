import { html, Markup } from '../html/html';

const PART = /<h2 id="([a-z]+)">([^<]*)<\/h2>/g;

/** Links to the page's parts, as they are titled; none for a page of a few. */
export function contents(sections: readonly (Markup | null)[]): Markup | null {
  const parts = sections.flatMap((section) => [...(section?.text ?? '').matchAll(PART)]);
  if (parts.length < 5) return null;
  return html`<nav class="contents" aria-label="Parts of this page">
    ${parts.map(([, id = '', title = '']) => html`<a href="#${id}">${new Markup(title)}</a> `)}
  </nav>`;
}
