import { html, type Content, type Markup } from '../../html/html';

/** One large number. */
export interface Figure {
  title: string;
  value: string;
  /** Small print under it. */
  note?: Content;
}

/** Large numbers side by side; null where none is known. */
export function factsOf(figures: readonly (Figure | null)[]): Markup | null {
  const known = figures.filter((figure) => figure !== null);
  if (known.length === 0) return null;
  return html`<dl class="figures">
    ${known.map(
      ({ title, value, note }) =>
        html`<div>
          <dt>${title}</dt>
          <dd>${value}${note === undefined ? null : html`<span class="note">${note}</span>`}</dd>
        </div>`,
    )}
  </dl>`;
}
