import type { RunCard } from '@headwater/contracts';
import { html, type Markup } from '../../html/html';
import { mark } from '../../parts/verdict-mark';
import { figures } from './figures';
import { outcomeOf } from './outcome';
import { reasons } from './reasons';

/** What was judged, how it ended and why, and the few numbers most readers come for. */
export function masthead(card: RunCard): Markup {
  const outcome = outcomeOf(card);
  return html`<header>
    ${nameOf(card)}
    <h1 class="outcome ${outcome.tone}">${mark(outcome.tone)}${outcome.title}</h1>
    <p class="summary">${outcome.summary}</p>
    ${reasons(card)} ${figures(card)}
  </header>`;
}

/** The page's title: what it is of. */
export function titleOf({ run, assessed }: RunCard): string {
  if (run !== null) return `${run.chain} ${run.partition}: run card`;
  return assessed === undefined ? 'Assessment' : `${assessed.synthetic.name}: assessment`;
}

function nameOf({ run, assessed }: RunCard): Markup {
  if (run !== null)
    return html`<p class="kicker">Run card</p>
      <p class="chain">${run.chain} <span class="partition">${run.partition}</span></p>`;
  if (assessed === undefined) return html`<p class="kicker">Assessment</p>`;
  const { synthetic, real, holdout } = assessed;
  const unseen = holdout === null ? '' : ` and ${holdout.name}`;
  return html`<p class="kicker">Assessment of synthetic rows</p>
    <p class="chain">${synthetic.name} <span class="partition">against ${real.name}${unseen}</span></p>`;
}
