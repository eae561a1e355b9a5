import { workflowInfo } from '@temporalio/workflow';
import type { ArtifactRef, ChainRunInput, LedgerKind, RunInvocation } from '@headwater/contracts';
import { record } from './activity-options';
import type { RunRecord } from './run-record';
import { now } from './time';

/** What of a run goes into the ledger. */
export interface RunFact {
  kind: LedgerKind;
  facts: Record<string, unknown>;
  artifacts: (ArtifactRef | undefined)[];
}

/** What the attestation of a publication says of the run; asked for when it is published. */
export function invocationOf({ status }: RunRecord, { kind, requestedBy, generation }: ChainRunInput): RunInvocation {
  return {
    execution: workflowInfo().firstExecutionRunId,
    startedAt: status.startedAt,
    publishedAt: now(),
    ...(kind === undefined ? {} : { kind }),
    ...(requestedBy === undefined ? {} : { requestedBy }),
    ...(generation === undefined ? {} : { generation: generation.generation }),
  };
}

/**
 * Has a fact of this run entered into the chain's ledger. The entry is named by the run's first execution and the kind:
 * a retried activity, a replay and a reset workflow name the same one.
 */
export async function enter(run: RunRecord, { kind, facts, artifacts }: RunFact): Promise<void> {
  const { status } = run;
  const { chain, runId, partition, spec } = status;
  status.ledger = await record({
    context: { chain, runId, partition, spec },
    fact: {
      id: `${runId}/${workflowInfo().firstExecutionRunId}/${kind}`,
      kind,
      run: runId,
      at: now(),
      facts,
      artifacts: artifacts.filter((ref) => ref !== undefined),
    },
  });
}
