import { html, type Content, type Markup } from '../html/html';

/** A titled part of the page; `lead` is a sentence or two for a reader who is new to it. */
export function section(id: string, title: string, lead: Content, ...body: Content[]): Markup {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${lead === '' || lead === null ? null : html`<p class="lead">${lead}</p>`} ${body}
  </section>`;
}
