import type { ColumnComparison, ColumnScores, RunCard } from '@headwater/contracts';
import { count, percent, score } from '../html/format';
import { html, type Markup } from '../html/html';
import { more } from '../parts/more';
import { scrollBox } from '../parts/scroll-box';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';
import type { PlotRequest } from '../plots/plot-request';
import { partTable } from './part-table';

/** Plots beyond this many would make a page that no browser likes. */
const MOST_PLOTS = 60;

/** The columns to draw: all in table order, or the worst of very many, worst first. */
function drawnColumns(columns: readonly ColumnComparison[]): readonly ColumnComparison[] {
  if (columns.length <= MOST_PLOTS) return columns;
  return [...columns].sort((a, b) => (a.score ?? Infinity) - (b.score ?? Infinity)).slice(0, MOST_PLOTS);
}

function columnPlot(column: ColumnComparison): PlotRequest {
  const title = `Column ${column.name}: real against synthetic rows`;
  const level = column.score === null ? 'It has no shape score.' : `Its shape score is ${score(column.score)} of 1.`;
  return { kind: 'column', title, description: level, plot: column.plot };
}

/** One small plot per column, and all columns as a table. */
export function columns(card: RunCard, drawings: Drawings): Markup | null {
  const all = card.quality?.columns ?? [];
  if (all.length === 0) return null;
  const drawn = drawnColumns(all);
  const which =
    drawn.length < all.length
      ? ` The ${drawn.length} lowest scores of ${count(all.length)} columns are drawn; the table holds all.`
      : '';
  return section(
    'columns',
    'Columns, real against synthetic',
    html`${legend()}${which}`,
    html`<div class="columns">${drawn.map((column) => columnFigure(column, drawings))}</div>`,
    columnTable(all),
    scoreTables(card, drawn),
  );
}

function legend(): Markup {
  return html`<span class="legend"><span class="swatch real"></span>real rows, as filled bars</span>
    <span class="legend"><span class="swatch synthetic"></span>synthetic rows, as a line or mark</span>`;
}

function columnFigure(column: ColumnComparison, drawings: Drawings): Markup {
  const { plot: data, missing } = column;
  const empty = data.kind === 'bars' && data.labels.length === 0;
  return html`<figure>
    <figcaption>
      <span class="name">${column.name}</span><span class="type">${column.type}</span
      ><span class="number">${score(column.score)}</span>
    </figcaption>
    ${empty ? html`<p class="no-plot">Each value is too rare to be shown.</p>` : drawings.place(columnPlot(column))}
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

const KINDS: readonly [name: string, caption: string][] = [
  ['ks_complement', 'Measures of numbers and times'],
  ['tv_complement', 'Measures of categories'],
];

/** Measures of single columns, where the evidence has them: a table for each kind, since few measures suit both. */
function scoreTables({ quality }: RunCard, drawn: readonly ColumnComparison[]): Markup | null {
  const names = new Set(drawn.map((column) => column.name));
  const scores = (quality?.columnScores ?? []).filter(({ column }) => names.has(column));
  if (scores.length === 0) return null;
  const kindOf = ({ measures }: ColumnScores): string =>
    KINDS.find(([name]) => name in measures)?.[1] ?? 'Measures of other columns';
  const captions = [...new Set(scores.map(kindOf))];
  return more(
    'Every measure of every column drawn',
    captions.map((caption) => {
      const rows = scores.filter((of) => kindOf(of) === caption);
      return partTable(
        caption,
        'Column',
        rows.map(({ column, measures }) => ({ label: column, measures })),
      );
    }),
  );
}

function columnTable(all: readonly ColumnComparison[]): Markup {
  const table = html`<table class="listed">
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
  </table>`;
  return more('All columns as a table', scrollBox('All columns', table));
}
