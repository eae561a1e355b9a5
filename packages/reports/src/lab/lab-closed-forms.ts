import type { ClosedFormRow, LabCard } from '@headwater/contracts';
import { count, interval, score } from '../html/format';
import { html, type Markup } from '../html/html';
import { scrollBox } from '../parts/scroll-box';
import { section } from '../parts/section';

const MODELS: Record<ClosedFormRow['model'], string> = {
  gaussian: 'Normal distribution, variance over the true one',
  'linear-regression': 'Linear regression, test error over that of generation 1',
};

/** The theory beside our own simulation of it. */
export function labClosedForms({ closedForms }: LabCard): Markup | null {
  if (closedForms.length === 0) return null;
  const within = closedForms.filter((form) => form.within).length;
  return section(
    'theory',
    'Theory',
    html`Closed forms of model collapse beside the mean of ${count(closedForms[0]?.repetitions ?? 0)} simulated chains;
    ${within} of ${closedForms.length} lie within the interval, which is so wide that all should at 95 %.`,
    scrollBox(
      'Closed forms',
      html`<table class="parts">
        <thead>
          <tr>
            <th>Model</th>
            <th>Protocol</th>
            <th class="number">Rows</th>
            <th class="number">Generation</th>
            <th class="number">Closed form</th>
            <th class="number">Simulated</th>
            <th class="number">Interval</th>
          </tr>
        </thead>
        <tbody>
          ${closedForms.map(row)}
        </tbody>
      </table>`,
    ),
  );
}

function row({
  model,
  protocol,
  rows,
  generation,
  expected,
  simulated,
  interval: ends,
  within,
}: ClosedFormRow): Markup {
  return html`<tr>
    <th scope="row">${MODELS[model]}</th>
    <td>${protocol}</td>
    <td class="number">${count(rows)}</td>
    <td class="number">${generation}</td>
    <td class="number">${score(expected)}</td>
    <td class="number">${score(simulated)}</td>
    <td class="number">${interval(ends)}${within ? null : html` <span class="worse">outside</span>`}</td>
  </tr>`;
}
