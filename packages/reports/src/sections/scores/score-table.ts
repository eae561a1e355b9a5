import type { Measure } from '@headwater/contracts';
import { interval as intervalText, percent, score, typeset } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { measureTitle } from '../../measures/measure-title';
import { onUnitScale } from '../../measures/on-unit-scale';
import { track } from '../../parts/track';
import { under } from '../../parts/under';
import { verdictLabel } from '../../parts/verdict-mark';
import type { ScoreRow } from './score-rows';

const UNIT = { from: 0, to: 1, ticks: [] };

/** Measures with all that is known of each. */
export function scoreTable(caption: string, rows: readonly ScoreRow[]): Markup {
  return html`<table class="scores">
    <caption class="hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Measure</th>
        <th scope="col" class="scale-head"><span class="hidden">Score on a scale from 0 to 1</span></th>
        <th scope="col" class="number score-head">Score</th>
        <th scope="col" class="number reference-head">Real rows</th>
        <th scope="col" class="rule-head">Rule</th>
        <th scope="col" class="verdict-head">Verdict</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(scoreRow)}
    </tbody>
  </table>`;
}

function scoreRow({ measure, rules }: ScoreRow): Markup {
  const reasons = new Set([...rules.map((r) => r.reason), rules.length === 0 ? measure.reason : undefined]);
  return html`<tr${rules.length === 0 ? null : html` class="judged"`}>
    <th scope="row">
      <span class="measure">${measureTitle(measure.name)}</span> <span class="meaning">${measure.meaning}</span>
      ${rates(measure)} ${[...reasons].map((r) => (r === undefined ? null : html`<span class="reason">${typeset(r)}</span>`))}
    </th>
    <td class="scale-cell">${scale(measure)}</td>
    <td class="number score" data-label="Score">
      ${score(measure.score)}${measure.interval === null ? null : under(intervalText(measure.interval))}
    </td>
    <td class="number" data-label="Real rows">${score(measure.reference)}</td>
    <td data-label="Rule">
      ${rules.length === 0 ? '–' : rules.map((r) => html`<span class="rule">${typeset(r.rule)}</span>`)}
    </td>
    <td data-label="Verdict">
      ${rules.length === 0 ? verdictLabel('neutral') : rules.map((r) => verdictLabel(r.verdict))}
    </td>
  </tr>`;
}

/** How often an attack succeeded. */
function rates({ rates: of }: Pick<Measure, 'rates'>): Markup | null {
  if (of === undefined) return null;
  return html`<span class="rates"
    >Succeeds on ${percent(of.attack)} of training rows, ${percent(of.control)} of unseen rows, ${percent(of.naive)} by
    guessing.</span
  >`;
}

/** Score, interval and reference between 0 and 1; nothing for scores that live elsewhere. */
function scale({ name, score: value, interval, reference }: ScoreRow['measure']): Markup | null {
  if (!onUnitScale(name, value)) return null;
  return track(UNIT, { synthetic: value, real: reference, interval });
}
