import { html, type Content, type Markup } from '../html/html';

/** Holds what may be wider than a phone and scrolls it sideways, by keyboard too. Labels are unique on a page. */
export function scrollBox(label: string, content: Content): Markup {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}
