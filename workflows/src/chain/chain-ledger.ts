import { workflowInfo } from '@temporalio/workflow';
import { chainEntityId, type ArtifactRef, type ChainState, type LedgerKind } from '@headwater/contracts';
import { record } from '../activity-options';
import { now } from '../time';

/**
 * Has a decision about the chain entered into its ledger. Decisions are counted, over every execution of the entity, so
 * that each has an id of its own and a retry enters nothing twice.
 */
export async function enterDecision(
  state: ChainState,
  kind: LedgerKind,
  facts: Record<string, unknown>,
  artifacts: ArtifactRef[] = [],
): Promise<void> {
  const { chain, applied } = state;
  if (applied === null) throw new RangeError(`the chain ${chain} is not applied`);
  const runId = chainEntityId(chain);
  const number = ++state.decisions;
  state.ledger = await record({
    context: { chain, runId, partition: 'chain', spec: applied.spec },
    fact: {
      id: `${runId}/${workflowInfo().firstExecutionRunId}/${number}/${kind}`,
      kind,
      at: now(),
      facts,
      artifacts,
    },
  });
}
