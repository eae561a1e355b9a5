import {
  BACKFILL_MESSAGES,
  HeadwaterError,
  PRIORITY,
  TASK_QUEUES,
  WORKFLOWS,
  backfillId,
  partitionOf,
  type BackfillInput,
  type BackfillPlan,
  type BackfillProgress,
  type ChainSpec,
  type ChainState,
} from '@headwater/contracts';
import { sendUpdate } from '../decisions/send-update';
import { printJson, say } from '../output';
import { openSession, type Session } from '../session';
import { followBackfill, isRunning, runningBackfill } from './backfill-handle';
import { differenceLines, progressLine } from './backfill-lines';
import { planBackfill } from './backfill-plan';
import { backfillRange } from './backfill-range';
import { requireChain } from './chain-state';
import { confirm } from './confirm';
import type { TimeRange } from './fire-times';
import { withWorker } from './with-worker';

export interface BackfillOptions {
  state: string;
  json?: boolean;
  from?: string;
  to?: string;
  parallel: string;
  plan: boolean;
  force: boolean;
  yes: boolean;
  detach: boolean;
  pause: boolean;
  resume: boolean;
  status: boolean;
  who: string;
}

/** `headwater backfill`: runs what a range lacks, after showing it; or says how a backfill stands, pauses, resumes it. */
export async function backfillCommand(chain: string, options: BackfillOptions): Promise<void> {
  const parallel = Number(options.parallel);
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 100)
    throw new HeadwaterError('USAGE', `--parallel must be a whole number from 1 to 100, got ${options.parallel}`);
  const session = await openSession(options.state);
  try {
    await withWorker(session, async () => {
      const state = await requireChain(session, chain);
      if (options.pause || options.resume || options.status) await steer(session, state, options);
      else await start(session, state, options, parallel);
    });
  } finally {
    await session.close();
  }
}

async function steer(session: Session, state: ChainState, options: BackfillOptions): Promise<void> {
  const { chain } = state;
  const id =
    options.from === undefined || options.to === undefined
      ? await runningBackfill(session, chain)
      : idOf(chain, (await specAndRange(session, state, options)).range);
  const progress = options.status
    ? await session.client.workflow.getHandle(id).query<BackfillProgress>(BACKFILL_MESSAGES.progress)
    : await sendUpdate<BackfillProgress>(
        session,
        id,
        options.pause ? BACKFILL_MESSAGES.pause : BACKFILL_MESSAGES.resume,
        {},
        'RUN_NOT_FOUND',
      );
  if (options.json) printJson({ backfill: id, ...progress });
  else process.stdout.write(`${id}: ${progressLine(progress)}\n`);
}

async function start(session: Session, state: ChainState, options: BackfillOptions, parallel: number): Promise<void> {
  const { chain } = state;
  const { spec, ref, range } = await specAndRange(session, state, options);
  const id = idOf(chain, range);
  if (await isRunning(session, id)) {
    say(`${id} is under way`);
    return followBackfill(session, id, options);
  }
  const difference = await planBackfill(session, { spec, ref }, range, options.force);
  for (const line of differenceLines(difference, chain)) say(line);
  const { partitions, todo } = difference;
  const go = todo.length > 0 && !options.plan && (await confirm(`Run ${todo.length} partitions?`, options.yes));
  if (!go) {
    if (options.json) printJson({ backfill: null, partitions, todo });
    return;
  }
  const plan: BackfillPlan = {
    version: 1,
    chain,
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    partitions: todo,
  };
  const input: BackfillInput = {
    chain,
    plan: await session.store.putJson('backfill-plan', plan),
    total: todo.length,
    parallel,
    requestedBy: options.who,
    spec: ref,
  };
  await session.client.workflow.start<(input: BackfillInput) => Promise<BackfillProgress>>(WORKFLOWS.backfill, {
    workflowId: id,
    taskQueue: TASK_QUEUES.control,
    // Two that are started at once are one.
    workflowIdConflictPolicy: 'USE_EXISTING',
    priority: { priorityKey: PRIORITY.backfill, fairnessKey: chain },
    staticSummary: `backfill of ${chain}: ${todo.length} partitions`,
    args: [input],
  });
  say(id);
  await followBackfill(session, id, options);
}

async function specAndRange(session: Session, { applied }: ChainState, { from, to }: BackfillOptions) {
  if (applied === null || from === undefined || to === undefined) {
    throw new HeadwaterError('USAGE', 'a backfill needs a range: --from and --to', {
      hint: 'For example --from 2026-11-01 --to 2026-11-20, both included.',
    });
  }
  const spec = await session.store.getJson<ChainSpec>(applied.spec);
  return { spec, ref: applied.spec, range: backfillRange(from, to, spec.schedule, new Date()) };
}

function idOf(chain: string, { from, to }: TimeRange): string {
  return backfillId(chain, partitionOf(from), partitionOf(to));
}
