import type { FeatureImportance } from '@headwater/contracts';
import { score } from '../../html/format';
import { html, type Markup } from '../../html/html';

const MOST = 20;

/** How much the boosted trees of each side depend on each column, bar under bar. */
export function importances(all: readonly FeatureImportance[]): Markup | null {
  const drawn = all.slice(0, MOST);
  if (drawn.length === 0) return null;
  const most = Math.max(1e-9, ...drawn.flatMap((f) => [f.real, f.synthetic]));
  const width = (value: number): string => `width:${((Math.max(0, value) / most) * 100).toFixed(1)}%`;
  const left = all.length - drawn.length;
  return html`<table class="importances">
    <caption>
      What the models look at
      <span class="meaning"
        >Score that the boosted trees lose when the column's values are shuffled: above, trained on real rows; below, on
        synthetic rows.${left > 0 ? ` The ${drawn.length} most important of ${all.length} columns.` : ''}</span
      >
    </caption>
    <thead>
      <tr>
        <th scope="col">Column</th>
        <th scope="col" class="bars-head"><span class="hidden">Real above synthetic</span></th>
        <th scope="col" class="number">Real</th>
        <th scope="col" class="number">Synthetic</th>
      </tr>
    </thead>
    <tbody>
      ${drawn.map(
        (f) =>
          html`<tr>
            <th scope="row">${f.feature}</th>
            <td class="twin" aria-hidden="true">
              <i class="real" style="${width(f.real)}"></i><i class="synthetic" style="${width(f.synthetic)}"></i>
            </td>
            <td class="number">${score(f.real)}</td>
            <td class="number">${score(f.synthetic)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
