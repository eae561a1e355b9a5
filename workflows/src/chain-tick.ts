import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, defineQuery, isCancellation, setHandler } from '@temporalio/workflow';
import {
  TICK_MESSAGES,
  chainRunId,
  partitionOf,
  type ChainTickInput,
  type ChainTickResult,
  type TickAnswer,
} from '@headwater/contracts';
import { Admissions } from './admission';
import { startAdmitted } from './admitted-run';
import { reportTo } from './chain-reports';
import { codedFailure } from './coded-failure';
import { failureRecord } from './failure-record';
import { scheduledTime } from './scheduled-time';

const answerQuery = defineQuery<TickAnswer>(TICK_MESSAGES.answer);

/**
 * One tick of a chain's Schedule: asks the chain whether the partition of the scheduled time may run, runs it as a child
 * and lasts as long as it does, so that the Schedule's overlap policy acts on runs. A refusal is a result. A run that
 * failed fails the tick, by which a Schedule that pauses on failure hears of it.
 */
export async function chainTick(input: ChainTickInput): Promise<ChainTickResult> {
  const { chain, kind = 'scheduled' } = input;
  let answer: TickAnswer = null;
  setHandler(answerQuery, () => answer);
  const admissions = new Admissions(chain);
  const time = scheduledTime();
  const partition = input.partition ?? partitionOf(time);
  const scheduledAt = input.partition === undefined ? time.toISOString() : (input.scheduledAt ?? null);
  const refuse = (reason: { code: 'PARTITION_RUNNING'; message: string }): ChainTickResult => {
    answer = reason;
    return { partition, admitted: false, ...reason };
  };

  const admission = await admissions.ask({ partition, kind, scheduledAt, requestedBy: input.requestedBy ?? null });
  if (!admission.admitted) {
    answer = { code: admission.code, message: admission.message };
    return { partition, admitted: false, ...answer };
  }
  const runId = chainRunId(chain, partition);
  try {
    // A partition that was run to its end is not run twice; one that failed may be.
    const run = await startAdmitted(admission.run, 'ALLOW_DUPLICATE_FAILED_ONLY');
    answer = { runId };
    const { state } = await run.result();
    return { partition, admitted: true, runId, state };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      await reportTo(admission.run.entity, { event: 'not-started', runId });
      return refuse({ code: 'PARTITION_RUNNING', message: `${runId} is running or has been run` });
    }
    if (isCancellation(error)) {
      if (CancellationScope.current().consideredCancelled) throw error;
      // Somebody stopped the run alone: that is no failure of the schedule.
      return { partition, admitted: true, runId, state: 'cancelled' };
    }
    const { code, message } = failureRecord(error);
    throw codedFailure({ code, message: `${runId}: ${message}` });
  }
}
