import { html, type Content, type Markup } from '../html/html';

/**
 * What most readers need not see, behind a line that opens it. It stands beside the disclosure, not inside: a closed
 * disclosure hides its content from every printer, a style sheet for screens does not.
 */
export function more(line: string, ...content: Content[]): Markup {
  return html`<details class="more">
      <summary>${line}</summary>
    </details>
    <div class="rest">${content}</div>`;
}
