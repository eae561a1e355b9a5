import { html, type Markup } from '../html/html';
import type { Drawings } from '../plots/drawings';
import type { CellAxis } from '../plots/plot-request';
import { densityLegend, differenceLegend } from '../parts/tone-legend';

export interface DensityGrid {
  x: CellAxis;
  y: CellAxis;
  real: readonly number[];
  synthetic: readonly number[];
  height: number;
  /** Rows that the shares are of. */
  rows: { real: number; synthetic: number };
  /** Completes "Real rows: share of rows by …". */
  of: string;
}

/** The same grid three times: real rows, synthetic rows, and where there are more or fewer of the latter. */
export function densityPanels(grid: DensityGrid, drawings: Drawings): { panels: Markup; legend: Markup } {
  const { x, y, height, of } = grid;
  const real = known(grid.real, grid.rows.real);
  const synthetic = known(grid.synthetic, grid.rows.synthetic);
  const difference = synthetic.map((share, i) => share - (real[i] ?? 0));
  const most = Math.max(1e-9, ...real, ...synthetic);
  const furthest = Math.max(1e-9, ...difference.map(Math.abs));
  const density = { x, y, height, most, tones: 'density' } as const;
  const fullest = (values: readonly number[]): string =>
    `The fullest cell holds ${(Math.max(0, ...values) * 100).toFixed(1)} percent.`;
  return {
    panels: html`<div class="panels">
      ${panel('real', drawings.place({ kind: 'heat', title: `Real rows by ${of}`, description: fullest(real), map: { ...density, values: real } }))}
      ${panel(
        'synthetic',
        drawings.place({
          kind: 'heat',
          title: `Synthetic rows by ${of}`,
          description: fullest(synthetic),
          map: { ...density, values: synthetic },
        }),
      )}
      ${panel(
        'synthetic less real',
        drawings.place({
          kind: 'heat',
          title: `Synthetic less real rows by ${of}`,
          description: `The cell that differs most differs by ${(furthest * 100).toFixed(1)} percent of the rows.`,
          map: { x, y, height, most: furthest, tones: 'difference', values: difference },
        }),
      )}
    </div>`,
    legend: html`<p class="under tone-legends">${densityLegend(most)} ${differenceLegend(furthest)}</p>`,
  };
}

/** Real cells of fewer rows come as none; synthetic ones must not stand out where only that is the difference. */
const FEWEST_ROWS = 5;

function known(shares: readonly number[], rows: number): number[] {
  return shares.map((share) => (share * rows < FEWEST_ROWS - 0.5 ? 0 : share));
}

function panel(name: string, plot: Markup): Markup {
  return html`<div class="panel">
    <p class="panel-name">${name}</p>
    ${plot}
  </div>`;
}
