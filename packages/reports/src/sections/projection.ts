import type { RunCard } from '@headwater/contracts';
import { count, percent } from '../html/format';
import { html, type Markup } from '../html/html';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';
import { bareAxis } from './cell-axes';
import { densityPanels } from './density-panels';

/** All columns at once, flattened to the plane in which real rows differ most. */
export function projection(card: RunCard, drawings: Drawings): Markup | null {
  const of = card.quality?.projection;
  if (of === undefined) return null;
  const x = bareAxis(Math.max(1, of.xEdges.length - 1));
  const y = bareAxis(Math.max(1, of.yEdges.length - 1));
  const height = Math.min(360, Math.max(120, (318 * y.cells) / x.cells));
  const { panels, legend } = densityPanels(
    {
      x,
      y,
      real: of.real,
      synthetic: of.synthetic,
      rows: { real: of.rows, synthetic: of.rows },
      height,
      of: 'the first two principal components',
    },
    drawings,
  );
  const [first, second] = of.explained;
  return section(
    'projection',
    'All columns in one picture',
    `Rows on the first two principal components of the real rows, which hold ${percent(first)} (across) and ${percent(second)} (upwards) of their variance; ${count(of.rows)} rows of each table. Where the whole was learned, the first two pictures look alike; cells of fewer than five rows are left blank.`,
    html`<figure class="projection">${panels} ${legend}</figure>`,
  );
}
