import { CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptors, Logger } from '@temporalio/worker';

interface Attempt {
  activityType: string;
  attempt: number;
  workflowExecution?: { workflowId: string };
}

/** A line for each attempt of a stage that ends well; of the others the SDK tells itself. */
export function stageLog(logger: Logger): (context: { info: Attempt }) => ActivityInterceptors {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const started = performance.now();
        const entry = { run: info.workflowExecution?.workflowId, stage: info.activityType, attempt: info.attempt };
        const took = (): { seconds: number } => ({ seconds: Math.round(performance.now() - started) / 1000 });
        try {
          const answer = (await next(input)) as { reused?: boolean } | undefined;
          logger.info('stage done', { ...entry, ...took(), reused: answer?.reused });
          return answer;
        } catch (error) {
          if (error instanceof CancelledFailure) logger.info('stage cancelled', { ...entry, ...took() });
          throw error;
        }
      },
    },
  });
}
