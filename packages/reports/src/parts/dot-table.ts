import { html, type Content, type Markup } from '../html/html';
import { niceScale, placeOn, type NiceScale } from './nice-scale';
import { track, type TrackMarks } from './track';

export interface DotRow extends TrackMarks {
  label: string;
  /** Small print under the label. */
  note?: Content;
  /** Further cells, as many as `extra` has heads. */
  extra?: readonly Content[];
}

export interface DotTable {
  caption: string;
  head: string;
  rows: readonly DotRow[];
  format: (value: number | null) => string;
  /** What the two numbers are called. */
  names?: { real: string; synthetic: string };
  /** Heads of further cells. */
  extra?: readonly string[];
  /** Numbers that the scale must hold. */
  holding?: readonly number[];
}

/** Rows of dots on one scale, with their numbers: a plot that reads as a table and wraps as text does. */
export function dotTable({ caption, head, rows, format, names, extra = [], holding = [] }: DotTable): Markup {
  const scale = niceScale(
    rows.flatMap((r) => [r.real, r.synthetic, ...(r.interval ?? [])]),
    holding,
  );
  const { real, synthetic } = names ?? { real: 'Real', synthetic: 'Synthetic' };
  return html`<table class="dots${extra.length > 1 ? ' broad' : ''}">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${head}</th>
        <th scope="col" class="track-head">
          ${axis(scale)}<span class="hidden">Real and synthetic on one scale</span>
        </th>
        <th scope="col" class="number">${real}</th>
        <th scope="col" class="number">${synthetic}</th>
        ${extra.map((name) => html`<th scope="col" class="number extra">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">
              ${row.label}${row.note === undefined ? null : html` <span class="meaning">${row.note}</span>`}
            </th>
            <td class="track-cell">${track(scale, row, true)}</td>
            <td class="number" data-label="${real}">${format(row.real)}</td>
            <td class="number" data-label="${synthetic}">${format(row.synthetic)}</td>
            ${extra.map((name, i) => html`<td class="number extra" data-label="${name}">${row.extra?.[i] ?? '–'}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Round numbers over the tracks: at most five, so that they stay apart on a phone. */
function axis(scale: NiceScale): Markup {
  const every = Math.ceil((scale.ticks.length - 1) / 4);
  return html`<span class="axis" aria-hidden="true"
    >${scale.ticks.map((tick, i) =>
      i % every === 0
        ? html`<i style="left:${(placeOn(scale, tick) * 100).toFixed(1)}%">${String(Number(tick.toPrecision(6)))}</i>`
        : null,
    )}</span
  >`;
}
