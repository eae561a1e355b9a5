import {
  chainEntityId,
  chainRunId,
  type AdmissionRequest,
  type AppliedChain,
  type ChainRunInput,
  type ChainState,
  type ErrorRecord,
  type GenerationPlan,
} from '@headwater/contracts';
import { askToRetrain } from './chain-state';

/** Why no run may start now; null when one may. */
export function refusal(state: ChainState): ErrorRecord | null {
  const { chain, applied, paused, stopped } = state;
  if (applied === null) return { code: 'CHAIN_NOT_FOUND', message: `the chain ${chain} is not applied` };
  if (stopped !== null)
    return { code: 'CHAIN_STOPPED', message: `the chain ${chain} was stopped on ${stopped.at}: ${stopped.why}` };
  if (paused !== null)
    return { code: 'CHAIN_PAUSED', message: `${paused.who} paused the chain ${chain} on ${paused.at}: ${paused.why}` };
  return null;
}

/** Enters the run among those under way and says what it is to do. */
export function admit(state: ChainState, request: AdmissionRequest, at: string): ChainRunInput {
  const { chain, applied } = state;
  if (applied === null) throw new RangeError(`the chain ${chain} is not applied`);
  const { partition, kind, scheduledAt } = request;
  const runId = chainRunId(chain, partition);
  if (!state.active.some((run) => run.runId === runId)) state.active.push({ runId, partition, kind, since: at });
  if (kind === 'scheduled') askToRetrain(state, 'schedule', at);
  const generation = generationOf(state, applied, runId, at);
  return {
    context: {
      chain,
      runId,
      partition,
      spec: applied.spec,
      ...(scheduledAt === null ? {} : { scheduledAt }),
      ...(generation === undefined || generation.generation === 0 ? {} : { generation: generation.generation }),
    },
    rows: applied.rows,
    shardRows: applied.shardRows,
    policy: applied.policy,
    searchAttributes: applied.searchAttributes,
    kind,
    requestedBy: request.requestedBy ?? applied.who,
    ...(applied.approval === null ? {} : { approval: applied.approval }),
    entity: chainEntityId(chain),
    ...(generation === undefined ? {} : { generation }),
  };
}

/** A new generation when retraining is due and no run makes one already; else the chain's present one. */
function generationOf(
  state: ChainState,
  { feedback }: AppliedChain,
  runId: string,
  at: string,
): GenerationPlan | undefined {
  if (feedback === null) return undefined;
  const { retrain, generation, lineage, targets } = state;
  const again = retrain?.run === runId;
  const due = retrain !== null && (again || (retrain.run === undefined && retrain.dueAt <= at));
  // Without a first generation there is nothing to retrain: this run makes it.
  if (lineage === null || !due) return { generation, lineage, feedback, targets };
  retrain.run = runId;
  return { generation: generation + 1, lineage, feedback, targets };
}
