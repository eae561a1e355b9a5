import { html, type Content, type Markup } from '../html/html';

export interface RankedBar {
  label: Content;
  /** Length of the bar. */
  size: number;
  /** Length that real rows have, where known. */
  reference?: number | null;
  text: string;
}

/** A short list, longest bar first, with the numbers at its end. */
export function rankedBars(
  caption: string,
  note: string,
  head: string,
  numberHead: string,
  bars: readonly RankedBar[],
): Markup {
  const most = Math.max(1e-9, ...bars.flatMap((b) => [b.size, b.reference ?? 0]));
  const share = (size: number): string => `${((Math.max(0, size) / most) * 100).toFixed(1)}%`;
  return html`<table class="ranked">
    <caption>
      ${caption}
      <span class="meaning">${note}</span>
    </caption>
    <thead class="hidden">
      <tr>
        <th scope="col">${head}</th>
        <th scope="col">${numberHead}</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map(
        (bar) =>
          html`<tr>
            <th scope="row">
              ${bar.label}<span class="length" aria-hidden="true"
                ><i class="fill" style="width:${share(bar.size)}"></i>${
                  bar.reference === undefined || bar.reference === null
                    ? null
                    : html`<i class="reference" style="left:${share(bar.reference)}"></i>`
                }</span
              >
            </th>
            <td class="number">${bar.text}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
