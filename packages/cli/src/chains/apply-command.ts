import {
  CHAIN_MESSAGES,
  HeadwaterError,
  TASK_QUEUES,
  WORKFLOWS,
  chainEntityId,
  scheduleId,
  type ApplyRequest,
  type Asker,
  type ChainEntityInput,
  type ChainState,
} from '@headwater/contracts';
import { sendUpdate } from '../decisions/send-update';
import { printJson, say } from '../output';
import { openSession, type Session } from '../session';
import { AppliedChains } from './applied-chains';
import { applyLines } from './apply-lines';
import { appliedChain, planApply, type ChainPlan, type PlannedChain } from './apply-plan';
import { readChainFiles, type ChainFile } from './chain-files';
import { confirm } from './confirm';
import { fireTimes } from './fire-times';
import { putSchedule } from './schedules';
import { withWorker } from './with-worker';

interface ApplyOptions {
  state: string;
  json?: boolean;
  yes: boolean;
  prune: boolean;
  dryRun: boolean;
  unpause: boolean;
  who: string;
  why: string;
}

/** `headwater apply`: makes the chains of a cluster what their files say, and says first what that would change. */
export async function applyCommand(paths: string[], options: ApplyOptions): Promise<void> {
  const files = await readChainFiles(paths);
  const session = await openSession(options.state);
  try {
    for (const file of files) await requireFiring(session, file);
    await withWorker(session, () => apply(session, files, options));
  } finally {
    await session.close();
  }
}

async function apply(session: Session, files: readonly ChainFile[], options: ApplyOptions): Promise<void> {
  const plans = await planApply(session, files, options.prune);
  const todo = plans.filter(({ action }) => action !== 'none');
  for (const line of applyLines(plans)) say(line);
  const asked = todo.length > 0 && !options.dryRun && (await confirm(`Apply ${todo.length} changes?`, options.yes));
  if (asked) for (const plan of todo) await carryOut(session, plan, { who: options.who, why: options.why });
  if (options.unpause && !options.dryRun) for (const { chain, paused } of plans) await letGoOn(session, chain, paused);
  if (options.json) printJson({ applied: asked, chains: plans.map(plain) });
  else
    say(todo.length === 0 ? 'no change' : asked ? `applied ${todo.length} of ${plans.length}` : 'nothing was applied');
}

async function carryOut(session: Session, plan: PlannedChain, asker: Asker): Promise<void> {
  const { chain, spec, file, schedule } = plan;
  const entity = chainEntityId(chain);
  const chains = new AppliedChains(session.state);
  if (spec === null) {
    // The Schedule first: what is being removed starts nothing more.
    await putSchedule(session, chain, null, schedule);
    await sendUpdate<ChainState>(session, entity, CHAIN_MESSAGES.remove, asker, 'CHAIN_NOT_FOUND').catch(ignoreGone);
    chains.remove(chain);
    return;
  }
  await session.client.workflow.start<(input: ChainEntityInput) => Promise<ChainState>>(WORKFLOWS.chainEntity, {
    workflowId: entity,
    taskQueue: TASK_QUEUES.control,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `chain ${chain}`,
    args: [{ chain }],
  });
  const request: ApplyRequest = { ...asker, chain: await appliedChain(session, spec) };
  await sendUpdate<ChainState>(session, entity, CHAIN_MESSAGES.apply, request, 'CHAIN_NOT_FOUND');
  await putSchedule(session, chain, spec.schedule, schedule);
  const since = chains.list().find((known) => known.chain === chain)?.since ?? new Date().toISOString();
  chains.put({ chain, file: file ?? '', since });
}

/** What cannot fire from now on is refused before anything is changed. */
async function requireFiring(session: Session, { path, spec }: ChainFile): Promise<void> {
  if (spec.schedule === null) return;
  const to = new Date(Date.now() + 30 * 365 * 86_400_000);
  const [next] = await fireTimes(session, spec.schedule, { from: new Date(), to }, 1);
  if (next !== undefined) return;
  throw new HeadwaterError('SCHEDULE_NEVER', `the schedule of ${spec.name} never fires from now on`, {
    hint: 'Look at `startAt`, `endAt` and the days of `cron`.',
    where: path,
  });
}

async function letGoOn({ client }: Session, chain: string, paused: string | null): Promise<void> {
  if (paused === null) return;
  await client.schedule.getHandle(scheduleId(chain)).unpause(`let go on after: ${paused}`);
  say(`the schedule of ${chain} goes on`);
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof HeadwaterError) || error.code !== 'CHAIN_NOT_FOUND') throw error;
}

function plain({ chain, action, file, changes, paused }: PlannedChain): ChainPlan {
  return { chain, action, file, changes, paused };
}
