import type { FairnessGrouping, GroupModelScores } from '@headwater/contracts';
import { count, percent, score } from '../../html/format';
import { html, type Content, type Markup } from '../../html/html';
import { scrollBox } from '../../parts/scroll-box';
import { under } from '../../parts/under';

const RATE = (value: number | null): string => (value === null ? '–' : percent(value));

const SHOWN: readonly [title: string, of: (scores: GroupModelScores) => string][] = [
  ['Decided positive', (m) => RATE(m.selectionRate)],
  ['True positives', (m) => RATE(m.truePositiveRate)],
  ['False positives', (m) => RATE(m.falsePositiveRate)],
  ['AUC', (m) => score(m.auc)],
  ['Mean probability', (m) => RATE(m.meanProbability)],
  ['Calibration error', (m) => score(m.calibrationError)],
];

/** All groups: the model trained on real rows, under it the one trained on synthetic rows. */
export function groupModels({ outcome, groups }: FairnessGrouping, name: string): Markup {
  const caption = `Models by ${name}`;
  return scrollBox(
    caption,
    html`<table class="parts">
      <caption>
        ${caption}, on held-out rows; under the model of real rows that of the synthetic rows
      </caption>
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col" class="number">Held-out rows</th>
          <th scope="col" class="number">Positive</th>
          ${SHOWN.map(([title]) => html`<th scope="col" class="number">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${(outcome?.groups ?? []).map(
          ({ heldOutRows, labelRate, models }, i) =>
            html`<tr>
              <th scope="row">${groups[i]}</th>
              <td class="number">${count(heldOutRows)}</td>
              <td class="number">${RATE(labelRate.holdout)}</td>
              ${SHOWN.map(([, of]) => paired(of(models.real), of(models.synthetic)))}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function paired(real: Content, synthetic: Content): Markup {
  return html`<td class="number">${real}${under(synthetic, 'synthetic')}</td>`;
}
