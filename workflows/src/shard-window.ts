import { CancellationScope, getExternalWorkflowHandle } from '@temporalio/workflow';
import {
  SHARDS_IN_FLIGHT,
  rowsOfShard,
  type ArtifactRef,
  type ShardInput,
  type ShardPlan,
  type StageContext,
} from '@headwater/contracts';
import { generateShard } from './activity-options';
import { shardProgressSignal } from './messages';

export interface ShardWindowInput {
  context: StageContext;
  bundle: ArtifactRef;
  schema: ArtifactRef;
  plan: ShardPlan;
  /** Shards first … first + count - 1 of the plan. */
  first: number;
  count: number;
  /** Of shards of a segment: its values, and where its plan begins among the run's shards. */
  target?: ShardInput['target'];
  offset?: number;
}

export interface ShardWindowResult {
  reused: number;
  peakBytes: number;
}

/**
 * The parent hears of progress so many times a window, and about so many times a run: often enough to watch, too seldom
 * to fill its history. In a run of hundreds of windows only their ends tell.
 */
const REPORTS_PER_WINDOW = 10;
const REPORTS_PER_RUN = 200;

/**
 * Generates one window of shards with a bounded number in flight. A child workflow of its own, so that a run of
 * thousands of shards spreads its events over many histories. Answers counts only; the shards lie in the store under
 * their stage keys.
 */
export async function shardWindow(input: ShardWindowInput): Promise<ShardWindowResult> {
  const { context, bundle, schema, plan, first, count, target, offset = 0 } = input;
  const parent = getExternalWorkflowHandle(context.runId);
  const reportEvery = Math.max(1, Math.ceil(count / REPORTS_PER_WINDOW), Math.ceil(plan.shards / REPORTS_PER_RUN));
  const result: ShardWindowResult = { reused: 0, peakBytes: 0 };
  let next = first;
  let done = 0;

  const lane = async (): Promise<void> => {
    while (next < first + count) {
      const index = next++;
      const rows = rowsOfShard(plan, index);
      const shard = await generateShard({
        context,
        bundle,
        schema,
        index: offset + index,
        rows,
        shardRows: plan.shardRows,
        ...(target === undefined ? {} : { target }),
      });
      done += 1;
      if (shard.reused) result.reused += 1;
      result.peakBytes = Math.max(result.peakBytes, shard.peakBytes);
      if (done % reportEvery === 0 && done < count) await parent.signal(shardProgressSignal, reportEvery);
    }
  };
  // One failed lane cancels the others: a shard that cannot be made makes the rest useless.
  await CancellationScope.cancellable(async () => {
    const lanes = Array.from({ length: Math.min(SHARDS_IN_FLIGHT, count) }, lane);
    try {
      await Promise.all(lanes);
    } catch (error) {
      CancellationScope.current().cancel();
      await Promise.allSettled(lanes);
      throw error;
    }
  });
  return result;
}
