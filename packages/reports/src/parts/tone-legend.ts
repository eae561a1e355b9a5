import { percent } from '../html/format';
import { html, type Markup } from '../html/html';
import { TONES } from '../plots/tones';

/** The tones of a density: none to the most that one cell holds. */
export function densityLegend(most: number): Markup {
  return html`<span class="tones">0${ramp('ink', TONES)}${percent(most)} of rows in a cell</span>`;
}

/** The tones of a difference: fewer synthetic rows, as many, more. */
export function differenceLegend(most: number): Markup {
  return html`<span class="tones"
    >−${percent(most)}${ramp('fewer', [...TONES].reverse())}${ramp('synthetic', TONES)}+${percent(most)} of rows</span
  >`;
}

function ramp(colour: 'ink' | 'fewer' | 'synthetic', tones: readonly number[]): Markup {
  return html`<span class="ramp" aria-hidden="true"
    >${tones.map((tone) => html`<i style="background:var(--${colour});opacity:${tone}"></i>`)}</span
  >`;
}
