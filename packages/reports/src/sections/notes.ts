import type { RunCard } from '@headwater/contracts';
import { html, type Markup } from '../html/html';
import { section } from '../parts/section';

/** What a reader should know: sampling, things left out. */
export function notes(card: RunCard): Markup | null {
  const all = [
    ...new Set([...(card.model?.notes ?? []), ...(card.privacy?.notes ?? []), ...(card.quality?.notes ?? [])]),
  ];
  if (all.length === 0) return null;
  return section(
    'notes',
    'Notes',
    null,
    html`<ul>
      ${all.map((note) => html`<li>${note}</li>`)}
    </ul>`,
  );
}
