import type {
  ArtifactRef,
  CollapseJudgement,
  GenerationPlan,
  IngestOutput,
  IngestRefs,
  RetrainReason,
  RunEnd,
} from '@headwater/contracts';
import { retrainReasons } from '@headwater/policy';
import { judgeGeneration, keepGeneration, measureDrift, mixPool } from './activity-options';
import { failureRecord } from './failure-record';
import { enter } from './ledger-record';
import type { Run } from './run';
import { judged, kept, mixed } from './run-facts';
import { now } from './time';

/** What a run with a place among its chain's generations leaves to the chain. */
export interface GenerationOutcome {
  kept?: NonNullable<RunEnd['kept']>;
  retrain: RetrainReason[];
}

/** Whether a run's model learns from more than the rows of its source. */
export function mixes(plan: GenerationPlan | undefined): boolean {
  return plan !== undefined && plan.generation > 0;
}

/** The rows to train on: the source's, or a pool mixed of them and accepted generations. */
export async function rowsToLearn(run: Run, source: IngestOutput): Promise<IngestRefs> {
  const { input, record, status } = run;
  const { context, generation: plan } = input;
  const { train, holdout, schema, sourceSha256 } = source;
  const real = { train, holdout, schema };
  if (plan === undefined || !mixes(plan)) return real;
  await run.next('mix');
  const mix = await record.during('mix', () => mixPool({ context, ingest: { ...real, sourceSha256 }, plan }));
  status.mix = mix;
  await enter(record, mixed(plan, mix));
  return { ...real, train: mix.pool };
}

/** Whether the curves over the generations take this one back. */
export async function isTakenBack(run: Run, quality: ArtifactRef): Promise<boolean> {
  const { input, record, status } = run;
  const { context, generation: plan } = input;
  if (plan === undefined || !mixes(plan)) return false;
  const judgement = await judgeGeneration({ context, plan, quality });
  status.collapse = judgement;
  await enter(record, judged(plan, judgement));
  if (!takesBack(judgement)) return false;
  status.error = { code: 'COLLAPSE_STOPPED', message: judgement.because, stage: 'quality' };
  return true;
}

/**
 * Puts the run's generation, accepted or not, into the lineage, and finds what asks for the next one. That it could not be
 * kept takes nothing away from what was published.
 */
export async function keepRun(run: Run): Promise<void> {
  const { input, record, status } = run;
  const { context, generation: plan } = input;
  const { ingest, shards, evidence, mix, published, state } = status;
  if (plan === undefined || ingest === undefined || shards === undefined || evidence?.quality === undefined) return;
  if (state !== 'published' && state !== 'blocked') return;
  try {
    const { train, holdout, schema, sourceSha256 } = ingest;
    const drift = await measureDrift({ context, plan, ingest: { train, holdout, schema } });
    run.outcome.retrain = retrainReasons({ drifted: drift.drifted, decision: status.decision ?? null }, plan.feedback);
    const generation = {
      generation: plan.generation,
      runId: status.runId,
      partition: status.partition,
      at: now(),
      sourceSha256,
      // Whether an earlier generation had this source is in the lineage.
      freshReal: false,
      syntheticShare: mix === undefined ? 0 : mix.syntheticRows / (mix.realRows + mix.syntheticRows),
      // Rows of weak segments are not as the real ones are distributed: nothing learns from them.
      rows: shards.rows - (shards.targeted ?? []).reduce((sum, { rows }) => sum + rows, 0),
      shards: shards.shards,
      quality: evidence.quality,
      train,
      schema,
      accepted: state === 'published',
      ...(published === undefined ? {} : { version: published.version }),
    };
    const { lineage } = await keepGeneration({ context, lineage: plan.lineage, record: generation });
    run.outcome.kept = { record: generation, before: plan.lineage, lineage };
    await enter(record, kept(generation, lineage, drift, run.outcome.retrain));
  } catch (error) {
    status.error ??= failureRecord(error);
  }
}

function takesBack({ action }: CollapseJudgement): boolean {
  return action === 'roll-back' || action === 'stop';
}
