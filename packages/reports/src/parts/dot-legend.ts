import { html, type Markup } from '../html/html';

/** What the marks of a dot table mean; the same on the whole page. */
export function dotLegend(real: string, synthetic: string, interval = true): Markup {
  return html`<span class="legend"><i class="swatch tick"></i>${real}</span>
    <span class="legend"><i class="swatch dot"></i>${synthetic}</span>${
      interval ? html` <span class="legend"><i class="swatch band"></i>its 95&nbsp;% interval</span>` : null
    }`;
}
