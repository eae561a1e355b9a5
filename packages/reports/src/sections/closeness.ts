import type { RunCard } from '@headwater/contracts';
import { html, type Markup } from '../html/html';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';

/** Whether synthetic rows keep to the rows that were trained on. */
export function closeness(card: RunCard, drawings: Drawings): Markup | null {
  const distances = card.privacy?.distances;
  if (distances === undefined) return null;
  const plot = drawings.place({
    kind: 'distances',
    title: 'Distance of synthetic rows to the closest real row',
    description:
      'Shares of synthetic rows by distance to the closest training row (line) and to the closest held-out row (filled).',
    distances,
  });
  return section(
    'closeness',
    'Closeness to real rows',
    html`<span class="legend"><span class="swatch synthetic"></span>distance to the closest training row</span>
      <span class="legend"><span class="swatch real"></span>to the closest held-out row, which training never saw</span
      ><br />Where the line leaves the bars on the left, rows were learned by heart.`,
    html`<figure class="wide">${plot}</figure>`,
  );
}
