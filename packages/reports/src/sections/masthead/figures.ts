import type { Measure, RunCard } from '@headwater/contracts';
import { count, duration, percent, score } from '../../html/format';
import { html, type Markup } from '../../html/html';
import { factsOf, type Figure } from './figure';

/** The numbers most readers come for, each with what real rows score. */
export function figures(card: RunCard): Markup | null {
  const { run, assessed } = card;
  const measures = [...(card.quality?.measures ?? []), ...(card.privacy?.measures ?? [])];
  const synthetic = run?.shards?.rows ?? assessed?.synthetic.rows;
  const real = run?.ingest?.train.rows ?? assessed?.real.rows;
  const of = (title: string, name: string, format: (value: number) => string = score): Figure | null =>
    scored(
      title,
      measures.find((m) => m.name === name),
      format,
    );
  const seconds = secondsOf(card);
  return factsOf([
    synthetic === undefined ? null : { title: 'Synthetic rows', value: count(synthetic) },
    real === undefined ? null : { title: 'Real rows', value: count(real) },
    of('Quality score', 'quality_score'),
    of('Two-sample AUC', 'two_sample_auc'),
    of('TSTR AUC', 'tstr_auc') ?? of('TSTR R²', 'tstr_r2'),
    of('Closer to training', 'share_closer_to_train', percent),
    of('Membership AUC', 'membership_auc'),
    seconds === null ? null : { title: 'Duration', value: duration(seconds) },
  ]);
}

function scored(title: string, measure: Measure | undefined, format: (value: number) => string): Figure | null {
  if (measure === undefined || measure.score === null) return null;
  const { reference } = measure;
  return {
    title,
    value: format(measure.score),
    ...(reference === null ? {} : { note: html`real ${format(reference)}` }),
  };
}

function secondsOf({ run, assessed }: RunCard): number | null {
  if (run === null) return assessed?.seconds ?? null;
  const seconds = run.finishedAt === undefined ? NaN : (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  return Number.isFinite(seconds) ? seconds : null;
}
