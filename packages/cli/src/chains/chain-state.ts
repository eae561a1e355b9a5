import { WorkflowNotFoundError } from '@temporalio/common';
import { QueryNotRegisteredError } from '@temporalio/client';
import { CHAIN_MESSAGES, HeadwaterError, chainEntityId, type ChainState } from '@headwater/contracts';
import type { Session } from '../session';

/** What a chain says of itself; null: it is not applied, or was removed. */
export async function chainState(session: Pick<Session, 'client'>, chain: string): Promise<ChainState | null> {
  const handle = session.client.workflow.getHandle(chainEntityId(chain));
  try {
    if ((await handle.describe()).status.name !== 'RUNNING') return null;
    const state = await handle.query<ChainState>(CHAIN_MESSAGES.chain);
    return state.applied === null ? null : state;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    // A chain that has just been started and not been heard of by a worker.
    if (error instanceof QueryNotRegisteredError) return null;
    throw error;
  }
}

export async function requireChain(session: Pick<Session, 'client'>, chain: string): Promise<ChainState> {
  const state = await chainState(session, chain);
  if (state !== null) return state;
  throw new HeadwaterError('CHAIN_NOT_FOUND', `no chain ${JSON.stringify(chain)} is applied`, {
    hint: '`headwater chains` lists those that are; `headwater apply FILE` applies one.',
  });
}
