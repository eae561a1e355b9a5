import { ApplicationFailure, CancellationScope, isCancellation, setHandler } from '@temporalio/workflow';
import { decide } from '@headwater/policy';
import type { AssessOutput, ChainRunInput, GateDecision, RunStatus } from '@headwater/contracts';
import { assessPrivacy, assessQuality, ingest, publish, report, train } from './activity-options';

import { failureRecord } from './failure-record';
import { generate, planShards } from './generate';
import { enter, invocationOf } from './ledger-record';
import { statusQuery } from './messages';
import { assessed, decided, ended, generated, ingested, published, trained } from './run-facts';
import { RunRecord } from './run-record';
import { SearchFacts } from './search-attributes';

/**
 * One run of a chain: ingest, train, generate, privacy and quality side by side, gate, publish, report. Blocked by the
 * gate is a result, not a failure: the run completes, publishes nothing and keeps its evidence. A failed or cancelled
 * run still gets its card, then ends as failed or cancelled for Temporal too.
 */
export async function chainRun(input: ChainRunInput): Promise<RunStatus> {
  const record = new RunRecord(input.context);
  const { status } = record;
  setHandler(statusQuery, () => status);
  let failure: Error | undefined;
  try {
    await runStages(record, input);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    const at = status.stages.find((s) => s.state === 'failed' || s.state === 'cancelled')?.stage;
    status.error = { ...failureRecord(error), ...(at === undefined ? {} : { stage: at }) };
    record.finish(isCancellation(error) ? 'cancelled' : 'failed');
  }
  await CancellationScope.nonCancellable(async () => {
    await enterEnd(record);
    await writeCard(record, input);
  });
  if (failure === undefined) return status;
  if (isCancellation(failure)) throw failure;
  throw ApplicationFailure.create({
    type: status.error?.code ?? 'INTERNAL',
    message: status.error?.message ?? failure.message,
    nonRetryable: true,
    details: [status],
  });
}

async function runStages(record: RunRecord, input: ChainRunInput): Promise<void> {
  const { context } = input;
  const { status } = record;
  const facts = new SearchFacts(input.searchAttributes);

  facts.stage('ingest');
  const source = await record.during('ingest', () => ingest(context));
  status.ingest = source;
  await enter(record, ingested(status, source));

  facts.stage('train');
  const model = await record.during('train', () => train({ context, ingest: refsOf(source) }));
  status.model = model;
  await enter(record, trained(model));

  facts.stage('generate');
  const plan = planShards(input.rows ?? source.train.rows ?? 0, input.shardRows);
  const shards = await record.during('generate', () => generate(record, { context, plan, ingest: source, model }));
  status.shards = shards;
  await enter(record, generated(shards));

  facts.stage('quality');
  const request = { context, ingest: refsOf(source), shards: shards.shards, bundle: model.bundle };
  const [privacy, quality] = await Promise.all([
    record.during('privacy', () => assessPrivacy(request)),
    record.during('quality', () => assessQuality(request)),
  ]);
  status.evidence = { privacy: privacy.evidence, quality: quality.evidence };
  await enter(record, assessed(privacy, quality));

  facts.stage('gate');
  const decision = gate(record, input, privacy, quality);
  status.decision = decision;
  facts.verdict(decision.verdict);
  await enter(record, decided(decision));
  if (decision.verdict === 'block') {
    record.finish('blocked');
    return;
  }

  facts.stage('publish');
  status.published = await record.during('publish', () =>
    publish({
      context,
      ingest: { ...refsOf(source), sourceSha256: source.sourceSha256 },
      bundle: model.bundle,
      modelSha256: model.modelSha256,
      shards: shards.shards,
      decision,
      run: invocationOf(record, input),
      ...(status.mix === undefined ? {} : { pool: status.mix.manifest }),
    }),
  );
  facts.published(status.published.version, status.published.rows);
  await enter(record, published(status.published));
  record.finish('published');
}

function gate(record: RunRecord, input: ChainRunInput, privacy: AssessOutput, quality: AssessOutput): GateDecision {
  const stage = record.stage('gate');
  const measures = [
    ...privacy.measures.map((measure) => ({ stage: 'privacy' as const, measure })),
    ...quality.measures.map((measure) => ({ stage: 'quality' as const, measure })),
  ];
  const decision = decide(input.policy, measures, [privacy.evidence, quality.evidence]);
  stage.state = 'done';
  stage.seconds = 0;
  return decision;
}

/** Whatever became of the run; that it could not be entered takes nothing away from what was published. */
async function enterEnd(record: RunRecord): Promise<void> {
  try {
    await enter(record, ended(record.status));
  } catch (error) {
    record.status.error ??= failureRecord(error);
  }
}

async function writeCard(record: RunRecord, input: ChainRunInput): Promise<void> {
  const stage = record.stage('report');
  stage.state = 'pending';
  try {
    const card = await record.during('report', () => report({ context: input.context, status: record.status }));
    record.status.card = { html: card.html, json: card.json };
  } catch (error) {
    // A card that could not be drawn takes nothing away from what was published.
    record.status.error ??= { ...failureRecord(error), stage: 'report' };
  }
}

function refsOf<T extends { train: unknown; holdout: unknown; schema: unknown }>(
  source: T,
): Pick<T, 'train' | 'holdout' | 'schema'> {
  return { train: source.train, holdout: source.holdout, schema: source.schema };
}
