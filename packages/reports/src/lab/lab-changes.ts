import type { LabCard, LabChange, LabProtocolCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Content, type Markup } from '../html/html';
import { measureTitle } from '../measures/measure-title';
import { more } from '../parts/more';
import { section } from '../parts/section';
import { labTable } from './lab-table';

/** The last generation against generation 1, and what sampling alone would make of the difference. */
export function labChanges({ protocols, table }: LabCard): Markup | null {
  const compared = protocols.filter(({ changes }) => changes.length > 0);
  if (compared.length === 0 || table === null) return null;
  return section(
    'changes',
    `Generation ${table.generations} against generation 1`,
    html`Mean change over the seeds. The margin is what a change may be by sampling alone: from how far scores of one
    chain differ from one generation to the next, and so wide that those of all measures of a protocol hold together at
    95 %.`,
    compared.map(protocolChanges),
  );
}

function protocolChanges({ protocol, changes }: LabProtocolCard): Markup {
  const worse = changes.filter(({ verdict }) => verdict === 'worse');
  return html`<div class="part">
    <h3>${protocol}</h3>
    <p>
      ${changes.length - worse.length} of ${changes.length} measures end within the noise of generation 1 or
      better${worse.length === 0 ? '.' : html`; worse: ${worse.map((c) => measureTitle(c.measure)).join(', ')}.`}
    </p>
    ${more(
      `All changes of ${protocol}`,
      labTable(
        `Changes of ${protocol}`,
        [
          { head: 'Measure', words: true },
          ...['Generation 1', 'Last', 'Change', 'Margin'].map((head) => ({ head })),
          { head: 'Verdict', words: true },
        ],
        changes.map(row),
      ),
    )}
  </div>`;
}

function row({ measure, first, last, change, margin, verdict }: LabChange): Content[] {
  return [measureTitle(measure), score(first), score(last), score(change), `±${score(margin)}`, verdict];
}
