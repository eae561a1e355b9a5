import type { ClosedFormRow, LabCard } from '@headwater/contracts';
import { count, interval, score } from '../html/format';
import { html, type Content, type Markup } from '../html/html';
import { section } from '../parts/section';
import { labTable } from './lab-table';

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
    labTable(
      'Closed forms and simulations',
      [
        { head: 'Model', words: true },
        { head: 'Protocol', words: true },
        ...['Rows', 'Generation', 'Closed form', 'Simulated', 'Interval'].map((head) => ({ head })),
      ],
      closedForms.map(row),
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
}: ClosedFormRow): Content[] {
  const outside = within ? null : html` <span class="worse">outside</span>`;
  return [
    MODELS[model],
    protocol,
    count(rows),
    generation,
    score(expected),
    score(simulated),
    html`${interval(ends)}${outside}`,
  ];
}
