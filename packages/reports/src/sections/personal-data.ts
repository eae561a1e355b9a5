import type { PiiFinding, RunCard } from '@headwater/contracts';
import { count, percent } from '../html/format';
import { html, type Markup } from '../html/html';
import { section } from '../parts/section';

/** Kinds of personal data found in the source. Counts only. */
export function personalData({ pii, run }: RunCard): Markup | null {
  // Nothing found means something only where someone has looked.
  if (pii.length === 0 && run?.ingest === undefined) return null;
  if (pii.length === 0)
    return section(
      'pii',
      'Personal data in the source',
      'No column of the source looks like a known kind of personal data.',
    );
  return section(
    'pii',
    'Personal data in the source',
    `Columns of the real table that hold known kinds of personal data, found by their form${extent(pii)}.`,
    html`<table>
      <caption class="hidden">
        Findings by column
      </caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Kind</th>
          <th scope="col" class="number">Values</th>
          <th scope="col" class="number">Share</th>
        </tr>
      </thead>
      <tbody>
        ${pii.map(row)}
      </tbody>
    </table>`,
  );
}

/** Findings of one table are all of its rows or all of one sample. */
function extent([first]: PiiFinding[]): string {
  return first?.sampledRows === undefined ? '' : ` in ${count(first.sampledRows)} of its rows, drawn at random`;
}

function row(finding: PiiFinding): Markup {
  return html`<tr>
    <th scope="row">${finding.column}</th>
    <td>${finding.kind.replaceAll('_', ' ')}</td>
    <td class="number">${count(finding.matches)}</td>
    <td class="number">${percent(finding.share)}</td>
  </tr>`;
}
