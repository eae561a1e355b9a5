import type { Measure, RuleVerdict, RunCard, Verdict } from '@headwater/contracts';
import { score } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { measureTitle } from '../../measures/measure-title';
import { ruleSentence } from '../../measures/rule-sentence';
import { mark } from '../../parts/verdict-mark';

/** A masthead is no list of everything: the rest is in the table of scores. */
const MOST = 8;
const ORDER: readonly Verdict[] = ['block', 'warn'];
const ACTS: Record<Exclude<Verdict, 'pass'>, string> = { block: 'blocks', warn: 'warns' };

/** Every rule that did not pass as a sentence, what blocks first; null where all passed. */
export function reasons({ decision, privacy, quality }: RunCard): Markup | null {
  const missed = ORDER.flatMap((verdict) => (decision?.rules ?? []).filter((rule) => rule.verdict === verdict));
  if (missed.length === 0) return null;
  const measures = [...(privacy?.measures ?? []), ...(quality?.measures ?? [])];
  const left = missed.length - MOST;
  return html`<ul class="reasons">
    ${missed.slice(0, MOST).map((rule) =>
      reason(
        rule,
        measures.find((m) => m.name === rule.measure),
      ),
    )}
    ${left > 0 ? html`<li>And ${left} more, in the scores below.</li>` : null}
  </ul>`;
}

function reason(rule: RuleVerdict, measure: Measure | undefined): Markup {
  const tone = rule.verdict === 'block' ? 'block' : 'warn';
  const real = measure?.reference ?? null;
  const says =
    rule.score === null
      ? html` has no score: ${rule.reason ?? 'it could not be computed'}.`
      : html` is ${score(rule.score)}${real === null ? '' : `; real rows score ${score(real)}`}.
        ${ruleSentence(rule.rule)}`;
  return html`<li>
    ${mark(tone)}<span
      ><span class="${tone} act">${ACTS[tone]}</span> <strong>${measureTitle(rule.measure)}</strong>${says}
      <span class="meaning">${measure?.meaning ?? ''}</span></span
    >
  </li>`;
}
