import type { RuleVerdict, RunCard } from '@headwater/contracts';
import { count, duration, instant, percent, score } from '../html/format';
import { html, type Content, type Markup } from '../html/html';
import { measureTitle } from './measure-titles';
import { mark, type Tone } from './verdict-mark';

/** What ran, how it ended, and the few numbers most readers come for. */
export function masthead(card: RunCard): Markup {
  const { run } = card;
  const outcome = outcomeOf(card);
  return html`<header>
    <p class="kicker">Run card</p>
    <p class="chain">${run.chain} <span class="partition">${run.partition}</span></p>
    <h1 class="outcome ${outcome.tone}">${mark(outcome.tone)}${outcome.title}</h1>
    <p class="summary">${outcome.summary}</p>
    ${figures(card)}
  </header>`;
}

interface Outcome {
  title: string;
  tone: Tone;
  summary: Content;
}

function outcomeOf(card: RunCard): Outcome {
  const { run, decision } = card;
  switch (run.state) {
    case 'published':
      return decision?.verdict === 'warn'
        ? { title: 'Published with warnings', tone: 'warn', summary: html`${madeOf(card)} ${rulesAt(card, 'warn')}` }
        : { title: 'Published', tone: 'pass', summary: html`${madeOf(card)} ${rulesAt(card, 'pass')}` };
    case 'blocked':
      return { title: 'Blocked', tone: 'block', summary: html`Nothing was published. ${rulesAt(card, 'block')}` };
    case 'failed':
      return { title: 'Failed', tone: 'block', summary: html`Nothing was published${atStage(card)}.` };
    case 'cancelled':
      return { title: 'Cancelled', tone: 'neutral', summary: html`Nothing was published${atStage(card)}.` };
    case 'running':
      return { title: 'Running', tone: 'neutral', summary: html`Started ${instant(run.startedAt)}.` };
  }
}

function madeOf({ run, schema }: RunCard): string {
  const rows = run.published?.rows ?? run.shards?.rows;
  if (rows === undefined) return '';
  const real = run.ingest?.train.rows;
  return `${count(rows)} synthetic rows in ${count(schema.columns.length)} columns${real === undefined ? '' : `, from a model trained on ${count(real)} real rows`}.`;
}

function rulesAt({ decision }: RunCard, verdict: 'pass' | 'warn' | 'block'): string {
  if (decision === null) return '';
  const all = decision.rules.length;
  const hit = decision.rules.filter((r) => r.verdict === verdict);
  if (verdict === 'pass')
    return `${all === 1 ? 'The one rule' : `All ${all} rules`} of the policy “${decision.policy}” ${all === 1 ? 'passes' : 'pass'}.`;
  const what = `${verdict}${hit.length === 1 ? 's' : ''}`;
  const names = [...new Set(hit.map((r: RuleVerdict) => measureTitle(r.measure)))].join('; ');
  return `${hit.length} of ${all} rules of the policy “${decision.policy}” ${what}${names === '' ? '' : `: ${names}`}.`;
}

function atStage({ run }: RunCard): string {
  const stage = run.error?.stage ?? run.stages.find((s) => s.state === 'failed' || s.state === 'cancelled')?.stage;
  return stage === undefined ? '' : `; the run ended in the stage “${stage}”`;
}

function figures(card: RunCard): Markup | null {
  const { run } = card;
  const measures = [...(card.quality?.measures ?? []), ...(card.privacy?.measures ?? [])];
  const scored = (name: string): number | null => measures.find((m) => m.name === name)?.score ?? null;
  const closer = scored('share_closer_to_train');
  const seconds = run.finishedAt === undefined ? NaN : (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  const shown: [string, string | null][] = [
    ['Synthetic rows', run.shards === undefined ? null : count(run.shards.rows)],
    ['Real rows', run.ingest?.train.rows === undefined ? null : count(run.ingest.train.rows)],
    ['Quality score', scored('quality_score') === null ? null : score(scored('quality_score'))],
    ['Two-sample AUC', scored('two_sample_auc') === null ? null : score(scored('two_sample_auc'))],
    ['Closer to training', closer === null ? null : percent(closer)],
    ['Duration', Number.isFinite(seconds) ? duration(seconds) : null],
  ];
  const known = shown.filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return html`<dl class="figures">
    ${known.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
