import type { Evidence, Measure, RuleVerdict, RunCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { measureTitle } from './measure-titles';
import { section } from './section';
import { verdictLabel } from './verdict-mark';

interface Row {
  measure: Pick<Measure, 'name' | 'score' | 'reference' | 'interval' | 'meaning' | 'reason'>;
  rules: RuleVerdict[];
}

/** Every measure with its verdict; rules whose measure no stage reported come last. */
export function scores(card: RunCard): Markup | null {
  const parts = [
    scoreTable('Privacy', rowsOf('privacy', card.privacy, card)),
    scoreTable('Quality', rowsOf('quality', card.quality, card)),
  ];
  if (parts.every((part) => part === null)) return null;
  const policy = card.decision === null ? null : html`Judged by the policy “${card.decision.policy}”. `;
  const lead = html`${policy}The reference is what real, unseen rows score on the same measure; the line through a score
  is its 95&nbsp;% interval.`;
  return section('scores', 'Scores', lead, parts);
}

function rowsOf(stage: Evidence['stage'], evidence: Evidence | null, { decision }: RunCard): Row[] {
  const rules = (decision?.rules ?? []).filter((rule) => rule.stage === stage);
  const measures = evidence?.measures ?? [];
  const rows = measures.map((measure) => ({ measure, rules: rules.filter((r) => r.measure === measure.name) }));
  const known = new Set(measures.map((m) => m.name));
  const unreported = rules.filter((r) => !known.has(r.measure));
  return [
    ...rows,
    ...unreported.map((rule) => ({
      measure: { name: rule.measure, score: rule.score, reference: null, interval: null, meaning: '' },
      rules: [rule],
    })),
  ];
}

function scoreTable(caption: string, rows: readonly Row[]): Markup | null {
  if (rows.length === 0) return null;
  return html`<table class="scores">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Measure</th>
        <th scope="col" class="scale-head"><span class="hidden">Score on a scale from 0 to 1</span></th>
        <th scope="col" class="number score-head">Score</th>
        <th scope="col" class="number reference-head">Reference</th>
        <th scope="col" class="rule-head">Rule</th>
        <th scope="col" class="verdict-head">Verdict</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(scoreRow)}
    </tbody>
  </table>`;
}

function scoreRow({ measure, rules }: Row): Markup {
  const reasons = [...new Set([...rules.map((r) => r.reason), rules.length === 0 ? measure.reason : undefined])].filter(
    (r) => r !== undefined,
  );
  return html`<tr>
    <th scope="row">
      <span class="measure">${measureTitle(measure.name)}</span
      ><span class="meaning">${measure.meaning}</span>${reasons.map((r) => html`<span class="reason">${r}</span>`)}
    </th>
    <td class="scale-cell">${scale(measure)}</td>
    <td class="number score" data-label="Score">${score(measure.score)}</td>
    <td class="number" data-label="Reference">${score(measure.reference)}</td>
    <td data-label="Rule">
      ${rules.length === 0 ? '–' : rules.map((r) => html`<span class="rule">${typeset(r.rule)}</span>`)}
    </td>
    <td data-label="Verdict">
      ${rules.length === 0 ? verdictLabel('neutral') : rules.map((r) => verdictLabel(r.verdict))}
    </td>
  </tr>`;
}

/** A rule's text with the signs of print, and without a break inside `>= 0.9` or `95 % bound`. */
function typeset(rule: string): string {
  return rule
    .replaceAll('>= ', '≥\u00a0')
    .replaceAll('<= ', '≤\u00a0')
    .replaceAll('warn ', 'warn\u00a0')
    .replaceAll('95 % bound', '95\u00a0%\u00a0bound');
}

/** Score, interval and reference between 0 and 1; nothing for scores that live elsewhere. */
function scale({ score: value, interval, reference }: Row['measure']): Markup | null {
  if (value === null || !(value >= 0 && value <= 1)) return null;
  const left = (x: number): string => `${(Math.min(1, Math.max(0, x)) * 100).toFixed(1)}%`;
  const width = ([low, high]: [number, number]): string =>
    `${((Math.min(1, high) - Math.max(0, low)) * 100).toFixed(1)}%`;
  return html`<span class="scale" aria-hidden="true"
    >${
      interval === null
        ? null
        : html`<span class="interval" style="left:${left(interval[0])};width:${width(interval)}"></span>`
    }${reference === null ? null : html`<span class="reference" style="left:${left(reference)}"></span>`}<span
      class="point"
      style="left:${left(value)}"
    ></span
  ></span>`;
}
