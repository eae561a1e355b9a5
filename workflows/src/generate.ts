import { executeChild, setHandler } from '@temporalio/workflow';
import {
  SHARDS_PER_WINDOW,
  TASK_QUEUES,
  type GenerateOutput,
  type IngestOutput,
  type ShardPlan,
  type StageContext,
  type TrainOutput,
} from '@headwater/contracts';
import { sealShards } from './activity-options';
import { shardProgressSignal } from './messages';
import type { RunRecord } from './run-record';
import { shardWindow } from './shard-window';

interface GenerateInput {
  context: StageContext;
  plan: ShardPlan;
  ingest: IngestOutput;
  model: TrainOutput;
}

/** All shards of a run, window after window, and then the list of them. */
export async function generate(record: RunRecord, input: GenerateInput): Promise<GenerateOutput> {
  const { context, plan, ingest, model } = input;
  const stage = record.stage('generate');
  stage.total = plan.shards;
  stage.done = 0;
  let finished = 0;
  setHandler(shardProgressSignal, (more) => {
    stage.done = Math.min(plan.shards, (stage.done ?? 0) + more);
  });
  let reused = 0;
  let peakBytes = 0;
  for (let first = 0; first < plan.shards; first += SHARDS_PER_WINDOW) {
    const count = Math.min(SHARDS_PER_WINDOW, plan.shards - first);
    const window = await executeChild(shardWindow, {
      workflowId: `${context.runId}/shards-${first}`,
      taskQueue: TASK_QUEUES.control,
      cancellationType: 'WAIT_CANCELLATION_COMPLETED',
      args: [{ context, bundle: model.bundle, schema: ingest.schema, plan, first, count }],
    });
    reused += window.reused;
    peakBytes = Math.max(peakBytes, window.peakBytes);
    finished += count;
    stage.done = finished;
  }
  const sealed = await sealShards({ context, bundle: model.bundle, schema: ingest.schema, plan });
  return { ...sealed, reused: reused === plan.shards, peakBytes };
}

export function planShards(rows: number, shardRows: number): ShardPlan {
  return { rows, shardRows, shards: Math.ceil(rows / shardRows) };
}
