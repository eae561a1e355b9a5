import { html, type Content, type Markup } from '../html/html';
import { scrollBox } from '../parts/scroll-box';

export interface LabColumn {
  head: string;
  /** Words; numbers otherwise. */
  words?: true;
}

/** A table of numbers that scrolls by itself on a phone; the first cell of a row names it. */
export function labTable(
  caption: string,
  columns: readonly LabColumn[],
  rows: readonly (readonly Content[])[],
): Markup {
  const align = (at: number): string => (columns[at]?.words ? '' : 'number');
  return scrollBox(
    caption,
    html`<table class="parts">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head }, at) => html`<th scope="col" class="${align(at)}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${others.map((cell, at) => html`<td class="${align(at + 1)}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}
