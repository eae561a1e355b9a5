import type { ColumnComparison, RunCard } from '@headwater/contracts';
import { count, percent, score } from '../html/format';
import { html, type Markup } from '../html/html';
import type { PlotRequest } from '../plots/plot-request';
import { section } from './section';

/** Plots beyond this many would make a page that no browser likes. */
export const MOST_PLOTS = 60;

/** The columns to draw: all in table order, or the worst of very many, worst first. */
export function drawnColumns(card: RunCard): ColumnComparison[] {
  const columns = card.quality?.columns ?? [];
  if (columns.length <= MOST_PLOTS) return columns;
  return [...columns].sort((a, b) => (a.score ?? Infinity) - (b.score ?? Infinity)).slice(0, MOST_PLOTS);
}

export function columnPlot(column: ColumnComparison): PlotRequest {
  const title = `Column ${column.name}: real against synthetic rows`;
  const level = column.score === null ? 'It has no shape score.' : `Its shape score is ${score(column.score)} of 1.`;
  return { kind: 'column', title, description: level, plot: column.plot };
}

/** One small plot per column, and all columns as a table. */
export function columns(card: RunCard, plots: readonly Markup[]): Markup | null {
  const all = card.quality?.columns ?? [];
  if (all.length === 0) return null;
  const drawn = drawnColumns(card);
  const which =
    drawn.length < all.length
      ? ` The ${drawn.length} lowest scores of ${count(all.length)} columns are drawn; the table holds all.`
      : '';
  return section(
    'columns',
    'Columns, real against synthetic',
    html`${legend()}${which}`,
    html`<div class="columns">${drawn.map((column, i) => columnFigure(column, plots[i] ?? null))}</div>`,
    columnTable(all),
  );
}

function legend(): Markup {
  return html`<span class="legend"><span class="swatch real"></span>real rows, as filled bars</span>
    <span class="legend"><span class="swatch synthetic"></span>synthetic rows, as a line or mark</span>`;
}

function columnFigure(column: ColumnComparison, plot: Markup | null): Markup {
  const { plot: data, missing } = column;
  const empty = data.kind === 'bars' && data.labels.length === 0;
  return html`<figure>
    <figcaption>
      <span class="name">${column.name}</span><span class="type">${column.type}</span
      ><span class="number">${score(column.score)}</span>
    </figcaption>
    ${empty ? html`<p class="no-plot">Each value is too rare to be shown.</p>` : plot}
    <p class="under">
      ${[
        others(data),
        missing.real > 0 || missing.synthetic > 0
          ? `missing ${percent(missing.real)} real, ${percent(missing.synthetic)} synthetic`
          : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')}
    </p>
  </figure>`;
}

function others(plot: ColumnComparison['plot']): string {
  if (plot.kind !== 'bars' || plot.others <= 0) return '';
  const rest = (shares: readonly number[]): string => percent(Math.max(0, 1 - shares.reduce((a, b) => a + b, 0)));
  return `${count(plot.others)} more: ${rest(plot.real)} real, ${rest(plot.synthetic)} synthetic`;
}

function columnTable(all: readonly ColumnComparison[]): Markup {
  return html`<details>
    <summary>All columns as a table</summary>
    <table>
      <caption>
        Shape score and missing values per column
      </caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Type</th>
          <th scope="col" class="number">Shape score</th>
          <th scope="col" class="number">Missing, real</th>
          <th scope="col" class="number">Missing, synthetic</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          (c) =>
            html`<tr>
              <th scope="row">${c.name}</th>
              <td>${c.type}</td>
              <td class="number">${score(c.score)}</td>
              <td class="number">${percent(c.missing.real)}</td>
              <td class="number">${percent(c.missing.synthetic)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
