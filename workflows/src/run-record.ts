import { isCancellation } from '@temporalio/workflow';
import {
  STAGES,
  type RunStatus,
  type StageContext,
  type StageName,
  type StageReceipt,
  type StageStatus,
} from '@headwater/contracts';
import { now } from './time';

/** The run's status as it grows. Time is the workflow's own, so a replay writes the same. */
export class RunRecord {
  readonly status: RunStatus;

  /** `mixes`: whether the run has a training pool put together. */
  constructor(context: StageContext, mixes = false) {
    this.status = {
      chain: context.chain,
      runId: context.runId,
      partition: context.partition,
      state: 'running',
      startedAt: now(),
      spec: context.spec,
      stages: STAGES.filter((stage) => mixes || stage !== 'mix').map((stage): StageStatus => ({
        stage,
        state: 'pending',
      })),
    };
  }

  stage(name: StageName): StageStatus {
    const found = this.status.stages.find((s) => s.stage === name);
    if (found === undefined) throw new RangeError(`no stage ${name}`);
    return found;
  }

  /** The stage that is running or ended last: where a failure belongs. */
  current(): StageName | undefined {
    return this.status.stages.find((s) => s.state === 'running')?.stage;
  }

  async during<T extends StageReceipt>(name: StageName, work: () => Promise<T>): Promise<T> {
    const stage = this.stage(name);
    const started = Date.now();
    stage.state = 'running';
    stage.startedAt = now();
    try {
      const result = await work();
      stage.state = 'done';
      stage.reused = result.reused;
      stage.peakBytes = result.peakBytes;
      return result;
    } catch (error) {
      stage.state = isCancellation(error) ? 'cancelled' : 'failed';
      throw error;
    } finally {
      stage.seconds = (Date.now() - started) / 1000;
    }
  }

  finish(state: RunStatus['state']): void {
    this.status.state = state;
    this.status.finishedAt = now();
    for (const stage of this.status.stages) if (stage.state === 'pending') stage.state = 'skipped';
  }
}
