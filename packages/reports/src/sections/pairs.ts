import type { PairPlot, PairScore, RunCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { more } from '../parts/more';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';
import { cellAxis } from './cell-axes';
import { densityPanels, type DensityGrid } from './density-panels';

/** Maps that every reader sees; the others are behind a line. */
const FIRST = 3;
/** A page of a few hundred kilobytes holds no more. */
const MOST_MAPS = 12;
const MOST_ROWS = 12;
const CELL = { least: 120, most: 216, each: 18 };

/** The pairs of columns whose relation was learned worst, drawn where there is a grid of them. */
export function pairs(card: RunCard, drawings: Drawings): Markup | null {
  const plots = (card.quality?.pairPlots ?? []).slice(0, MOST_MAPS);
  const { train: real = 0, synthetic = 0 } = card.quality?.rows ?? {};
  const rows = { real, synthetic };
  const worst = (card.quality?.pairs ?? []).slice(0, MOST_ROWS);
  if (plots.length === 0 && worst.length === 0) return null;
  const maps = plots.map((plot) => pairFigure(plot, rows, drawings));
  const hidden = maps.length - FIRST;
  return section(
    'pairs',
    'Weakest relations',
    plots.length === 0
      ? 'The pairs of columns whose joint distribution differs most between real and synthetic rows.'
      : "The pairs of columns whose joint distribution differs most. The stronger a cell's tone, the more rows it holds; cells of fewer than five rows are left blank.",
    maps.slice(0, FIRST),
    hidden > 0 ? more(`${hidden} more ${hidden === 1 ? 'pair' : 'pairs'} drawn`, maps.slice(FIRST)) : null,
    worst.length === 0
      ? null
      : plots.length === 0
        ? pairTable(worst)
        : more('Worst pairs as a table', pairTable(worst)),
  );
}

function pairFigure(plot: PairPlot, rows: DensityGrid['rows'], drawings: Drawings): Markup {
  const { score: value, x, y, real, synthetic } = plot;
  const axes = { x: cellAxis(x), y: cellAxis(y) };
  const height = Math.min(CELL.most, Math.max(CELL.least, axes.y.cells * CELL.each));
  const { panels, legend } = densityPanels(
    { ...axes, real, synthetic, rows, height, of: `${y.column} and ${x.column}` },
    drawings,
  );
  return html`<figure class="pair">
    <figcaption>
      <span class="name">${y.column} <span class="times">×</span> ${x.column}</span
      ><span class="number">${score(value)}</span>
    </figcaption>
    ${panels} ${legend}
  </figure>`;
}

function pairTable(worst: readonly PairScore[]): Markup {
  return html`<table class="pairs">
    <caption class="hidden">
      Pair scores, worst first
    </caption>
    <thead>
      <tr>
        <th scope="col">Columns</th>
        <th scope="col" class="number">Score</th>
      </tr>
    </thead>
    <tbody>
      ${worst.map(
        (pair) =>
          html`<tr>
            <th scope="row">${pair.a} <span class="times">×</span> ${pair.b}</th>
            <td class="number">${score(pair.score)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
