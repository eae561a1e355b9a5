import type { AssessedTables, GateDecision, RunCard, RunStatus, Verdict } from '@headwater/contracts';
import { count, instant } from '../../html/format';
import { html, type Content } from '../../html/html';
import type { Tone } from '../../parts/verdict-mark';

export interface Outcome {
  title: string;
  tone: Tone;
  summary: Content;
}

/** How a run ended, or what the policy says of tables that were assessed. */
export function outcomeOf(card: RunCard): Outcome {
  return card.run === null ? assessmentOf(card) : runOf(card.run, card);
}

const ASSESSED: Record<Verdict, string> = {
  pass: 'Meets the policy',
  warn: 'Meets the policy with warnings',
  block: 'Does not meet the policy',
};

function assessmentOf({ assessed, decision, schema }: RunCard): Outcome {
  const what = assessed === undefined ? '' : comparedIn(assessed, schema.columns.length);
  if (decision === null) return { title: 'Assessed', tone: 'neutral', summary: html`${what} No policy was asked.` };
  const { verdict } = decision;
  return { title: ASSESSED[verdict], tone: verdict, summary: html`${what} ${rulesAt(decision, verdict)}` };
}

function comparedIn({ synthetic, real, holdout, target }: AssessedTables, columns: number): string {
  const unseen = holdout === null ? '' : ` and ${count(holdout.rows)} held-out rows`;
  const aim = target === null ? '' : `, with ${target} as the target`;
  const width = columns === 0 ? '' : ` in ${count(columns)} columns`;
  return `${count(synthetic.rows)} synthetic rows${width}, compared with ${count(real.rows)} real rows${unseen}${aim}.`;
}

function runOf(run: RunStatus, card: RunCard): Outcome {
  const { decision } = card;
  const rules = (verdict: Verdict): string => (decision === null ? '' : rulesAt(decision, verdict));
  switch (run.state) {
    case 'published':
      return decision?.verdict === 'warn'
        ? { title: 'Published with warnings', tone: 'warn', summary: html`${madeIn(run, card)} ${rules('warn')}` }
        : { title: 'Published', tone: 'pass', summary: html`${madeIn(run, card)} ${rules('pass')}` };
    case 'blocked':
      return { title: 'Blocked', tone: 'block', summary: html`Nothing was published. ${rules('block')}` };
    case 'failed':
      return { title: 'Failed', tone: 'block', summary: html`Nothing was published${atStage(run)}.` };
    case 'cancelled':
      return { title: 'Cancelled', tone: 'neutral', summary: html`Nothing was published${atStage(run)}.` };
    case 'running':
      return { title: 'Running', tone: 'neutral', summary: html`Started ${instant(run.startedAt)}.` };
  }
}

function madeIn(run: RunStatus, { schema }: RunCard): string {
  const rows = run.published?.rows ?? run.shards?.rows;
  if (rows === undefined) return '';
  const real = run.ingest?.train.rows;
  const source = real === undefined ? '' : `, from a model trained on ${count(real)} real rows`;
  return `${count(rows)} synthetic rows in ${count(schema.columns.length)} columns${source}.`;
}

function rulesAt(decision: GateDecision, verdict: Verdict): string {
  const policy = `the policy “${decision.policy}”`;
  const all = decision.rules.length;
  const hit = decision.rules.filter((r) => r.verdict === verdict).length;
  if (verdict === 'pass')
    return `${all === 1 ? 'The one rule' : `All ${all} rules`} of ${policy} ${all === 1 ? 'passes' : 'pass'}.`;
  return `${hit} of ${all} rules of ${policy} ${verdict}${hit === 1 ? 's' : ''}.`;
}

function atStage(run: RunStatus): string {
  const stage = run.error?.stage ?? run.stages.find((s) => s.state === 'failed' || s.state === 'cancelled')?.stage;
  return stage === undefined ? '' : `; the run ended in the stage “${stage}”`;
}
