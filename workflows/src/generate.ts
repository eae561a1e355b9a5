import { executeChild, setHandler } from '@temporalio/workflow';
import {
  SHARDS_PER_WINDOW,
  TASK_QUEUES,
  type GenerateOutput,
  type IngestOutput,
  type ShardInput,
  type ShardPlan,
  type StageContext,
  type TargetedSegment,
  type TargetedShards,
  type TrainOutput,
} from '@headwater/contracts';
import { targetedShards } from '@headwater/policy';
import { sealShards } from './activity-options';
import { failureRecord } from './failure-record';
import { shardProgressSignal } from './messages';
import type { RunRecord } from './run-record';
import { shardWindow } from './shard-window';

interface GenerateInput {
  context: StageContext;
  plan: ShardPlan;
  ingest: IngestOutput;
  model: TrainOutput;
  /** Segments that consumers found weak. */
  targets: readonly TargetedSegment[];
}

/** All shards of a run, window after window, those of weak segments last, and then the list of them. */
export async function generate(record: RunRecord, input: GenerateInput): Promise<GenerateOutput> {
  const { context, plan, ingest, model, targets } = input;
  const { schema } = ingest;
  const { bundle } = model;
  const stage = record.stage('generate');
  const wanted = targetedShards(plan, targets);
  const planned = wanted.reduce((sum, { shards }) => sum + shards, plan.shards);
  stage.total = planned;
  stage.done = 0;
  let finished = 0;
  setHandler(shardProgressSignal, (more) => {
    stage.done = Math.min(planned, (stage.done ?? 0) + more);
  });
  let reused = 0;
  let peakBytes = 0;
  const make = async (part: ShardPlan, offset: number, target?: ShardInput['target']): Promise<void> => {
    for (let first = 0; first < part.shards; first += SHARDS_PER_WINDOW) {
      const count = Math.min(SHARDS_PER_WINDOW, part.shards - first);
      const of = { context, bundle, schema, plan: part, first, count };
      const window = await executeChild(shardWindow, {
        workflowId: `${context.runId}/shards-${offset + first}`,
        taskQueue: TASK_QUEUES.control,
        cancellationType: 'WAIT_CANCELLATION_COMPLETED',
        args: [target === undefined ? of : { ...of, offset, target }],
      });
      reused += window.reused;
      peakBytes = Math.max(peakBytes, window.peakBytes);
      finished += count;
      stage.done = finished;
    }
  };
  await make(plan, 0);
  const targeted: TargetedShards[] = [];
  for (const segment of wanted) {
    const { column, value, first, rows, shards } = segment;
    try {
      await make({ rows, shards, shardRows: plan.shardRows }, first, { column, value });
      targeted.push(segment);
    } catch (error) {
      // A value that this model never saw is no reason to publish nothing.
      if (failureRecord(error).code !== 'CONDITION_INVALID') throw error;
      stage.total -= shards;
    }
  }
  const sealed = await sealShards({ context, bundle, schema, plan, ...(targeted.length === 0 ? {} : { targeted }) });
  return { ...sealed, reused: reused === sealed.count, peakBytes };
}

export function planShards(rows: number, shardRows: number): ShardPlan {
  return { rows, shardRows, shards: Math.ceil(rows / shardRows) };
}
