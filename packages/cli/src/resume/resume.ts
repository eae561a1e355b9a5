import { loadSpec } from '@headwater/chain-spec';
import {
  CHAIN_MESSAGES,
  GENERATOR_FAMILIES,
  HeadwaterError,
  PRIORITY,
  chainRunId,
  type ChainRunInput,
  type ChainSpec,
  type ChainState,
  type StageName,
} from '@headwater/contracts';
import { codeOfRuns, latestExecution, withExecution } from '@headwater/stages';
import { findRun, listRuns } from '../find-run';
import { followRun, type FollowOptions } from '../follow-run';
import { say } from '../output';
import type { RunDocument } from '../run-document';
import type { Session } from '../session';
import { startRun, type RunHandle } from '../submit';
import { previousRun, type PreviousRun } from './previous-run';

interface ResumeOptions extends FollowOptions {
  from?: StageName;
  chain?: string;
  set: string[];
  who: string;
}

/** `headwater resume`: the same run id, a new execution; what the store has is not done again unless --from asks for it. */
export async function resumeCommand(runId: string | undefined, options: ResumeOptions): Promise<void> {
  if (options.set.length > 0 && options.chain === undefined)
    throw new HeadwaterError('USAGE', '--set needs --chain', { hint: 'Name the chain file that it changes.' });
  const changed =
    options.chain === undefined
      ? null
      : (await loadSpec(options.chain, options.set, { families: GENERATOR_FAMILIES })).spec;
  await followRun({ ...options, name: runId ?? 'resumed' }, (session) => resume(session, runId, changed, options));
}

async function resume(
  session: Session,
  named: string | undefined,
  changed: ChainSpec | null,
  options: ResumeOptions,
): Promise<{ handle: RunHandle; document: RunDocument }> {
  const { store } = session;
  const known = (await listRuns(store)).find((run) => run.runId === named) ?? null;
  const runId = named ?? (await findRun(store, undefined)).runId;
  const previous = await previousRun(session, runId);
  const before = known ?? (previous === null ? await findRun(store, runId) : documentOf(previous.input));
  if (previous?.state === 'RUNNING') {
    if (options.from !== undefined || changed !== null)
      throw new HeadwaterError('PARTITION_RUNNING', `${runId} is still under way`, {
        hint: 'Resume it without --from and --chain, or cancel it first: `headwater cancel`.',
      });
    say(`going on with ${runId}`);
    const document = { ...before, ...latestExecution(before) };
    return { handle: session.client.workflow.getHandle(runId), document };
  }
  requireSomethingToDo(runId, previous, before, options, changed);
  const input = await inputOf(session, before, previous, changed, options);
  await requireChainOpen(session, input.entity);
  const { status: _, ...rest } = before;
  const document: RunDocument = {
    ...rest,
    spec: input.context.spec,
    submittedAt: new Date().toISOString(),
    requestedBy: options.who,
    code: codeOfRuns(),
  };
  await store.runs.put(runId, withExecution(before, document));
  return { handle: await startRun(session, input, { reuse: 'ALLOW_DUPLICATE', priority: PRIORITY.resume }), document };
}

/** A run that came to its end has nothing left to do, unless it is told from where to do it again. */
function requireSomethingToDo(
  runId: string,
  previous: PreviousRun | null,
  { status }: RunDocument,
  { from }: ResumeOptions,
  changed: ChainSpec | null,
): void {
  const finished =
    previous === null ? status?.state === 'published' || status?.state === 'blocked' : previous.state === 'COMPLETED';
  if (!finished || from !== undefined || changed !== null) return;
  throw new HeadwaterError(
    'USAGE',
    `${runId} came to its end (${status?.state ?? 'completed'}); nothing is left to do`,
    {
      hint: 'Name a stage to run again, such as --from quality, or a changed chain file with --chain.',
    },
  );
}

/** What the run was started with before, as far as it is known, with what the asker changes. */
async function inputOf(
  session: Session,
  document: RunDocument,
  previous: PreviousRun | null,
  changed: ChainSpec | null,
  { from, who }: ResumeOptions,
): Promise<ChainRunInput> {
  const { runId, chain, partition } = document;
  if (changed !== null && changed.name !== chain)
    throw new HeadwaterError('USAGE', `${runId} is a run of ${chain}, and the chain file is of ${changed.name}`);
  const spec =
    changed === null ? (previous?.input.context.spec ?? document.spec) : await session.store.putJson('spec', changed);
  const values = changed ?? (await session.store.getJson<ChainSpec>(spec));
  const { from: _, ...context } = previous?.input.context ?? { chain, runId, partition, spec };
  return {
    ...previous?.input,
    context: { ...context, spec, ...(from === undefined ? {} : { from }) },
    rows: values.output.rows,
    shardRows: values.output.shardRows,
    policy: values.policy,
    searchAttributes: session.searchAttributes,
    kind: 'resume',
    requestedBy: who,
    ...(values.approval === undefined ? {} : { approval: values.approval }),
  };
}

/** A paused or stopped chain starts nothing, resumed runs included. */
async function requireChainOpen({ client }: Session, entity: string | undefined): Promise<void> {
  if (entity === undefined) return;
  const state = await client.workflow
    .getHandle(entity)
    .query<ChainState>(CHAIN_MESSAGES.chain)
    .catch(() => null);
  const held = state?.stopped ?? state?.paused ?? null;
  if (state === null || held === null) return;
  throw new HeadwaterError(
    state.stopped === null ? 'CHAIN_PAUSED' : 'CHAIN_STOPPED',
    `${state.chain} was ${state.stopped === null ? 'paused' : 'stopped'} by ${held.who}: ${held.why}`,
  );
}

function documentOf({ context: { chain, partition, spec } }: ChainRunInput): RunDocument {
  return { runId: chainRunId(chain, partition), chain, partition, spec, submittedAt: new Date().toISOString() };
}
