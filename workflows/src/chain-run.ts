import { ApplicationFailure, CancellationScope, isCancellation, setHandler } from '@temporalio/workflow';
import type { ChainRunInput, RunStatus } from '@headwater/contracts';
import { assessPrivacy, assessQuality, ingest, publish, train } from './activity-options';
import { reportTo } from './chain-reports';
import { failureRecord } from './failure-record';
import { generate, planShards } from './generate';
import { isTakenBack, keepRun, rowsToLearn } from './generation';
import { enter, invocationOf } from './ledger-record';
import { statusQuery } from './messages';
import { Run } from './run';
import { writeCard } from './run-card';
import { runEnd } from './run-end';
import { assessed, decided, ended, generated, ingested, published, trained } from './run-facts';
import { gate, personAgrees } from './run-gate';
import { note } from './run-note';
import type { RunRecord } from './run-record';

/**
 * One run of a chain: ingest, train, generate, privacy and quality side by side, gate, publish, report. Blocked by the
 * gate is a result, not a failure: the run completes, publishes nothing and keeps its evidence. A failed or cancelled
 * run still gets its card, then ends as failed or cancelled for Temporal too.
 */
export async function chainRun(input: ChainRunInput): Promise<RunStatus> {
  const run = new Run(input);
  const { record, status } = run;
  setHandler(statusQuery, () => status);
  let failure: Error | undefined;
  try {
    await note(run);
    await runStages(run);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    const at = status.stages.find((s) => s.state === 'failed' || s.state === 'cancelled')?.stage;
    status.error = { ...failureRecord(error), ...(at === undefined ? {} : { stage: at }) };
    record.finish(isCancellation(error) ? 'cancelled' : 'failed');
  }
  await CancellationScope.nonCancellable(async () => {
    await keepRun(run);
    await enterEnd(record);
    await writeCard(run);
    await note(run);
    await reportTo(input.entity, {
      event: 'ended',
      runId: status.runId,
      partition: status.partition,
      end: runEnd(status, run.outcome),
    });
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

async function runStages(run: Run): Promise<void> {
  const { input, record, status, facts } = run;
  const { context } = input;

  await run.next('ingest');
  const source = await record.during('ingest', () => ingest(context));
  status.ingest = source;
  await enter(record, ingested(status, source));

  const learnt = await rowsToLearn(run, source);
  await run.next('train');
  const model = await record.during('train', () => train({ context, ingest: learnt }));
  status.model = model;
  await enter(record, trained(model));

  await run.next('generate');
  const plan = planShards(input.rows ?? source.train.rows ?? 0, input.shardRows);
  const targets = input.generation?.targets ?? [];
  const shards = await record.during('generate', () =>
    generate(record, { context, plan, ingest: source, model, targets }),
  );
  status.shards = shards;
  await enter(record, generated(shards));

  await run.next('quality');
  const request = { context, ingest: refsOf(source), shards: shards.shards, bundle: model.bundle };
  const [privacy, quality] = await Promise.all([
    record.during('privacy', () => assessPrivacy(request)),
    record.during('quality', () => assessQuality(request)),
  ]);
  status.evidence = { privacy: privacy.evidence, quality: quality.evidence };
  await enter(record, assessed(privacy, quality));

  if (await isTakenBack(run, quality.evidence)) {
    record.finish('blocked');
    return;
  }

  await run.next('gate');
  const decision = gate(run, privacy, quality);
  status.decision = decision;
  facts.verdict(decision.verdict);
  await enter(record, decided(decision));
  if (decision.verdict === 'block' || !(await personAgrees(run, decision))) {
    record.finish('blocked');
    return;
  }

  await run.next('publish');
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

/** Whatever became of the run; that it could not be entered takes nothing away from what was published. */
async function enterEnd(record: RunRecord): Promise<void> {
  try {
    await enter(record, ended(record.status));
  } catch (error) {
    record.status.error ??= failureRecord(error);
  }
}

function refsOf<T extends { train: unknown; holdout: unknown; schema: unknown }>(
  source: T,
): Pick<T, 'train' | 'holdout' | 'schema'> {
  return { train: source.train, holdout: source.holdout, schema: source.schema };
}
