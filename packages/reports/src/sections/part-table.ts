import type { PartScore } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { measureTitle } from '../measures/measure-title';
import { scrollBox } from '../parts/scroll-box';
import { under } from '../parts/under';

export interface PartRow {
  label: string;
  measures: Readonly<Record<string, PartScore>>;
}

/** Columns or segments by measures; under each score, smaller, what real rows score. */
export function partTable(caption: string, head: string, rows: readonly PartRow[]): Markup {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.measures)))];
  return scrollBox(
    caption,
    html`<table class="parts">
      <caption>
        ${caption}; under each score what unseen real rows have
      </caption>
      <thead>
        <tr>
          <th scope="col">${head}</th>
          ${names.map((name) => html`<th scope="col" class="number">${measureTitle(name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.label}</th>
              ${names.map((name) => cell(row.measures[name]))}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function cell(part: PartScore | undefined): Markup {
  if (part === undefined) return html`<td class="number"></td>`;
  return html`<td class="number">
    ${score(part.score)}${part.reference === null ? null : under(score(part.reference))}
  </td>`;
}
