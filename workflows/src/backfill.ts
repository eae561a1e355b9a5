import {
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { BACKFILL_MESSAGES, type BackfillInput, type BackfillProgress } from '@headwater/contracts';
import { readPlan, record } from './activity-options';
import { Admissions } from './admission';
import { runPartition, type PartitionEnd } from './backfill-partition';
import { now } from './time';

const progressQuery = defineQuery<BackfillProgress>(BACKFILL_MESSAGES.progress);
const pauseUpdate = defineUpdate<BackfillProgress>(BACKFILL_MESSAGES.pause);
const resumeUpdate = defineUpdate<BackfillProgress>(BACKFILL_MESSAGES.resume);

/** Each is about twenty events here: far below the limit of a history, and below that of a message as a plan's slice. */
const PARTITIONS_PER_EXECUTION = 100;
const TROUBLES_KEPT = 20;

/**
 * Runs the partitions of a plan, oldest first, so many at once. What one of them comes to does not stop the others.
 * Paused, it begins no more and lets what runs end. Continues as new, with nothing in flight, every hundred partitions or
 * where the server finds its history long.
 */
export async function backfill(input: BackfillInput): Promise<BackfillProgress> {
  const { chain, plan, spec, total } = input;
  const context = { chain, runId: workflowInfo().workflowId, partition: 'backfill', spec };
  const progress: BackfillProgress = input.progress ?? {
    total,
    begun: 0,
    ended: 0,
    paused: false,
    states: {},
    refused: 0,
    troubles: [],
  };
  setHandler(progressQuery, () => progress);
  setHandler(pauseUpdate, () => ({ ...progress, paused: (progress.paused = true) }));
  setHandler(resumeUpdate, () => ({ ...progress, paused: (progress.paused = false) }));
  const admissions = new Admissions(chain);

  const first = progress.begun;
  const { partitions } = await readPlan({ context, plan, first, count: PARTITIONS_PER_EXECUTION });
  const lane = async (): Promise<void> => {
    for (;;) {
      if (progress.begun - first >= partitions.length) return;
      // Paused and let go on often enough, a history fills up without any partition.
      await condition(() => !progress.paused || isFull());
      const next = partitions[progress.begun - first];
      if (next === undefined || isFull()) return;
      progress.begun += 1;
      note(progress, next.partition, await runPartition(admissions, chain, next, input.requestedBy));
    }
  };
  // Only cancellation ends a lane before its time, and then every run in flight is waited for.
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(input.parallel, partitions.length) }, lane));
  const cut = lanes.find((ended) => ended.status === 'rejected');
  if (cut !== undefined || progress.begun >= total)
    await CancellationScope.nonCancellable(() => enter(input, context, progress));
  if (cut !== undefined) throw cut.reason;
  await condition(allHandlersFinished);
  if (progress.begun < total) await continueAsNew<typeof backfill>({ ...input, progress });
  return progress;
}

function isFull(): boolean {
  return workflowInfo().continueAsNewSuggested;
}

function note(progress: BackfillProgress, partition: string, end: PartitionEnd): void {
  progress.ended += 1;
  if ('state' in end) progress.states[end.state] = (progress.states[end.state] ?? 0) + 1;
  else progress.refused += 1;
  if (end.trouble === undefined) return;
  progress.troubles = [...progress.troubles, { partition, ...end.trouble }].slice(-TROUBLES_KEPT);
}

async function enter(
  { requestedBy, plan }: BackfillInput,
  context: Parameters<typeof record>[0]['context'],
  { total, ended, states, refused }: BackfillProgress,
): Promise<void> {
  const id = `${context.runId}/${workflowInfo().firstExecutionRunId}/backfilled`;
  const facts = { requestedBy, partitions: total, ended, states, refused };
  await record({ context, fact: { id, kind: 'backfilled', at: now(), facts, artifacts: [plan] } });
}
