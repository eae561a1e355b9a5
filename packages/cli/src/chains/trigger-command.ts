import {
  HeadwaterError,
  PRIORITY,
  TASK_QUEUES,
  TICK_MESSAGES,
  WORKFLOWS,
  partitionOf,
  timeOfPartition,
  type ChainTickInput,
  type ChainTickResult,
  type TickAnswer,
} from '@headwater/contracts';
import { printJson, say } from '../output';
import { searchableBy } from '../searchable';
import { openSession } from '../session';
import { requireChain } from './chain-state';
import { withWorker } from './with-worker';

interface TriggerOptions {
  state: string;
  json?: boolean;
  partition?: string;
  who: string;
}

const ANSWER_WITHIN_MS = 60_000;

/** `headwater trigger`: asks an applied chain for a run now, as its schedule would; a refusal is a coded error. */
export async function triggerCommand(chain: string, options: TriggerOptions): Promise<void> {
  const session = await openSession(options.state);
  try {
    const answer = await withWorker(session, async () => {
      await requireChain(session, chain);
      const partition = options.partition ?? partitionOf(new Date());
      const scheduledAt = timeOfPartition(partition)?.toISOString();
      const tick: ChainTickInput = {
        chain,
        kind: 'manual',
        partition,
        requestedBy: options.who,
        ...(scheduledAt === undefined ? {} : { scheduledAt }),
      };
      const handle = await session.client.workflow.start<(input: ChainTickInput) => Promise<ChainTickResult>>(
        WORKFLOWS.chainTick,
        {
          workflowId: `tick/${chain}-manual-${partition}`,
          taskQueue: TASK_QUEUES.control,
          workflowIdConflictPolicy: 'USE_EXISTING',
          priority: { priorityKey: PRIORITY.manual, fairnessKey: chain },
          staticSummary: `tick of ${chain}`,
          ...searchableBy(session, chain, partition),
          args: [tick],
        },
      );
      return answerOf(() => handle.query<TickAnswer>(TICK_MESSAGES.answer));
    });
    if ('code' in answer) throw new HeadwaterError(answer.code, answer.message);
    if (options.json) printJson({ chain, runId: answer.runId });
    else say(`run ${answer.runId}; \`headwater status ${answer.runId}\` says how far it is`);
  } finally {
    await session.close();
  }
}

async function answerOf(ask: () => Promise<TickAnswer>): Promise<NonNullable<TickAnswer>> {
  const end = performance.now() + ANSWER_WITHIN_MS;
  while (performance.now() < end) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new HeadwaterError('TEMPORAL_UNAVAILABLE', 'the chain has not answered within a minute', {
    hint: 'It runs once a worker serves it: `headwater dev` or `headwater worker`.',
  });
}
