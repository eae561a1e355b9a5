import type { RunCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { section } from './section';

const MOST = 12;

/** The pairs of columns whose relation was learned worst. */
export function pairs(card: RunCard): Markup | null {
  const worst = (card.quality?.pairs ?? []).slice(0, MOST);
  if (worst.length === 0) return null;
  return section(
    'pairs',
    'Weakest relations',
    'The pairs of columns whose joint distribution differs most between real and synthetic rows.',
    html`<table class="pairs">
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
    </table>`,
  );
}
