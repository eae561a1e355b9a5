import {
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  setHandler,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  Admission,
  AdmissionRequest,
  ArtifactRef,
  ChainEntityInput,
  ChainState,
  RunReport,
} from '@headwater/contracts';
import { keepGeneration } from '../activity-options';
import { admissionSignal, admitSignal, chainQuery, runReportSignal } from '../messages';
import { admit, refusal } from './admissions';
import { enterDecision } from './chain-ledger';
import { letGo, openingState, takeEnd } from './chain-state';
import { ChainDecisions } from './decisions';
import { hold, letGoUnlessOpen } from './runs-under-way';
import { millisecondsSince, now } from '../time';

/** Far below Temporal's limits of 51,200 events and 2,000 updates. */
const MOST_EVENTS = 4_000;
const MOST_UPDATES = 500;

/** Runs that nobody heard of for long are asked whether they still are. */
const STALE_MS = 6 * 3_600_000;

/**
 * Where workers have versions, a chain moves to the promoted one with its next task. Told when asked, since the server
 * refuses a behaviour of workers that have none.
 */
setWorkflowOptions(
  () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'AUTO_UPGRADE' } : {}),
  chainEntity,
);

/**
 * A chain for as long as it is applied: admits runs, hears of their gates and ends, takes decisions about the chain (see
 * `ChainDecisions`) and remembers what the next run needs. Continues as new long before its history is full, with
 * every handler finished and everything it knows carried along.
 */
export async function chainEntity({ chain, state: carried }: ChainEntityInput): Promise<ChainState> {
  const state = carried ?? openingState(chain);
  const inbox: (() => Promise<void>)[] = [];
  setHandler(chainQuery, () => state);
  setHandler(admitSignal, (request) => void inbox.push(() => answer(state, request)));
  setHandler(runReportSignal, (report) => void inbox.push(() => take(state, report)));
  const decisions = new ChainDecisions(state);

  for (;;) {
    await condition(() => inbox.length > 0 || decisions.removed || isFull(decisions.count));
    for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) await next();
    if (!decisions.removed && !isFull(decisions.count)) continue;
    await condition(allHandlersFinished);
    // Meanwhile somebody may have been heard, who is dealt with first, and a removal taken or taken back.
    if (inbox.length > 0) continue;
    if (decisions.removed) return state;
    if (isFull(decisions.count)) await continueAsNew<typeof chainEntity>({ chain, state });
  }
}

function isFull(updates: number): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > MOST_EVENTS || updates > MOST_UPDATES;
}

async function answer(state: ChainState, request: AdmissionRequest): Promise<void> {
  if (state.active.some(({ since }) => millisecondsSince(since) > STALE_MS)) await hold(state, false);
  const { partition, replyTo } = request;
  const refused = refusal(state);
  const admission: Admission =
    refused === null
      ? { partition, admitted: true, run: admit(state, request, now()) }
      : { partition, admitted: false, code: refused.code, message: refused.message };
  try {
    await getExternalWorkflowHandle(replyTo).signal(admissionSignal, admission);
  } catch (error) {
    if (isCancellation(error)) throw error;
    // Whoever asked is gone, and the run with it.
    if (admission.admitted) letGo(state, admission.run.context.runId);
  }
}

async function take(state: ChainState, report: RunReport): Promise<void> {
  switch (report.event) {
    case 'gate-opened': {
      const { runId, partition, evidence, since, until } = report;
      state.gates = state.gates.filter((gate) => gate.runId !== runId);
      state.gates.push({ runId, partition, evidence, since, until });
      return;
    }
    case 'gate-closed':
      state.gates = state.gates.filter((gate) => gate.runId !== report.runId);
      return;
    case 'not-started':
      await letGoUnlessOpen(state, report.runId);
      return;
    case 'ended':
      takeEnd(state, report.runId, report.partition, report.end, await lineageWith(state, report));
      if (report.end.collapse === 'stop') await stop(state, report.runId);
  }
}

/**
 * The lineage with the generation of a run that has ended. A run adds to the lineage that it was given; where another one
 * ended in between, its generation is added to what the chain has now, so that neither is lost.
 */
async function lineageWith(
  { chain, applied, lineage }: ChainState,
  { runId, partition, end }: Extract<RunReport, { event: 'ended' }>,
): Promise<ArtifactRef | undefined> {
  const { kept } = end;
  if (kept === undefined || applied === null || lineage?.sha256 === kept.before?.sha256) return kept?.lineage;
  try {
    const joined = await keepGeneration({
      context: { chain, runId, partition, spec: applied.spec },
      lineage,
      record: kept.record,
    });
    return joined.lineage;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return lineage ?? undefined;
  }
}

/** The collapse verdict's word: no further run until a person lets the chain go on. */
async function stop(state: ChainState, runId: string): Promise<void> {
  if (state.stopped !== null) return;
  state.stopped = { who: 'collapse verdict', why: `the measures worsen up to ${runId}`, at: now() };
  try {
    await enterDecision(state, 'stopped', { ...state.stopped, run: runId });
  } catch (error) {
    // A ledger that refuses the entry must not keep the chain from stopping.
    if (isCancellation(error)) throw error;
  }
}
