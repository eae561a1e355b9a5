import { html, type Content, type Markup } from '../html/html';

/** A second, smaller line in a cell: an interval, what real rows have, or what the synthetic side has. */
export function under(content: Content, of: 'aside' | 'synthetic' = 'aside'): Markup {
  return html` <span class="between${of === 'synthetic' ? ' synthetic' : ''}">${content}</span>`;
}
