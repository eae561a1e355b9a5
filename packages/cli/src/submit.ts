import { WorkflowNotFoundError } from '@temporalio/common';
import { WorkflowExecutionAlreadyStartedError, type WorkflowHandle } from '@temporalio/client';
import {
  PRIORITY,
  TASK_QUEUES,
  WORKFLOWS,
  chainRunId,
  timeOfPartition,
  type ArtifactRef,
  type ChainRunInput,
  type ChainSpec,
  type RunExecution,
  type RunStatus,
} from '@headwater/contracts';
import { codeOfRuns, latestExecution, withExecution } from '@headwater/stages';
import { say } from './output';
import { listRuns } from './find-run';
import type { RunDocument } from './run-document';
import { searchableBy } from './searchable';
import type { Session } from './session';

export type RunHandle = WorkflowHandle<(input: ChainRunInput) => Promise<RunStatus>>;

/** Starts a run of the chain, or finds the unfinished one that this very spec started before. */
export async function submit(
  session: Session,
  spec: ChainSpec,
  partition: string | undefined,
  who: string,
): Promise<{ handle: RunHandle; document: RunDocument }> {
  const ref = await session.store.putJson('spec', spec);
  const unfinished = partition === undefined ? await findUnfinished(session, spec, ref) : null;
  if (unfinished !== null) {
    say(`going on with ${unfinished.runId}`);
    return { handle: await startOrAttach(session, spec, unfinished, who), document: unfinished };
  }
  const name = partition ?? partitionOfNow();
  const document: RunDocument = {
    runId: chainRunId(spec.name, name),
    chain: spec.name,
    partition: name,
    spec: ref,
    submittedAt: new Date().toISOString(),
    kind: 'manual',
    requestedBy: who,
    code: codeOfRuns(),
  };
  const { runs } = session.store;
  await runs.put(document.runId, withExecution(await runs.get<RunDocument>(document.runId), document));
  return { handle: await startOrAttach(session, spec, document, who), document };
}

/**
 * The newest run of the chain with this spec whose end was never recorded: still running, ended while nobody watched, or
 * written down and never started. One that failed is not gone on with: a new run reuses what it finished.
 */
async function findUnfinished(session: Session, spec: ChainSpec, ref: ArtifactRef): Promise<RunDocument | null> {
  const candidates = (await listRuns(session.store)).filter(
    (d) => d.chain === spec.name && isUnfinished(latestExecution(d), ref),
  );
  for (const candidate of candidates) {
    const document = { ...candidate, ...latestExecution(candidate) };
    const state = await stateOf(session, document.runId);
    if (state === 'RUNNING' || state === 'COMPLETED' || state === 'UNKNOWN') return document;
  }
  return null;
}

function isUnfinished({ spec, status, kind = 'manual' }: RunExecution, ref: ArtifactRef): boolean {
  return spec.sha256 === ref.sha256 && status === undefined && kind === 'manual';
}

async function stateOf(session: Session, runId: string): Promise<string> {
  try {
    return (await session.client.workflow.getHandle(runId).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'UNKNOWN';
    throw error;
  }
}

async function startOrAttach(
  session: Session,
  spec: ChainSpec,
  document: RunDocument,
  who: string,
): Promise<RunHandle> {
  const { runId, chain, partition } = document;
  const scheduledAt = timeOfPartition(partition)?.toISOString();
  return startRun(session, {
    context: {
      chain,
      runId,
      partition,
      spec: document.spec,
      ...(scheduledAt === undefined ? {} : { scheduledAt }),
    },
    rows: spec.output.rows,
    shardRows: spec.output.shardRows,
    policy: spec.policy,
    searchAttributes: session.searchAttributes,
    kind: 'manual',
    requestedBy: who,
    ...(spec.approval === undefined ? {} : { approval: spec.approval }),
  });
}

/** Starts a run, or finds the one of that id that is under way, or has finished where `reuse` lets it be. */
export async function startRun(
  session: Session,
  input: ChainRunInput,
  {
    reuse = 'ALLOW_DUPLICATE_FAILED_ONLY',
    priority = PRIORITY.manual,
  }: { reuse?: 'ALLOW_DUPLICATE' | 'ALLOW_DUPLICATE_FAILED_ONLY'; priority?: number } = {},
): Promise<RunHandle> {
  const { runId, chain, partition } = input.context;
  try {
    return await session.client.workflow.start<(input: ChainRunInput) => Promise<RunStatus>>(WORKFLOWS.chainRun, {
      workflowId: runId,
      taskQueue: TASK_QUEUES.control,
      workflowIdReusePolicy: reuse,
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: `${chain} ${partition}`,
      priority: { priorityKey: priority, fairnessKey: chain },
      ...searchableBy(session, chain, partition),
      args: [input],
    });
  } catch (error) {
    // A finished run of this name: its result is the answer.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return session.client.workflow.getHandle(runId);
    throw error;
  }
}

/** 20260131T093000123Z: sorts by time, and a second run in the same second gets a name of its own. */
function partitionOfNow(): string {
  return new Date().toISOString().replace(/[-:.]/g, '');
}
