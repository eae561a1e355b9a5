import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { HeadwaterError, LAB_MESSAGES, type LabStatus } from '@headwater/contracts';
import { say } from '../output';
import type { Session } from '../session';
import { LEAST_FREE_WHILE_RUNNING, requireRoom } from '../state-folder';
import type { LabHandle } from './start-lab';

const POLL_MS = 2_000;

/**
 * Follows a laboratory to its end and says how far it is; `draw` is called whenever a chain has ended. Outlives restarts of
 * worker and server. Throws RUN_CANCELLED when it is interrupted.
 */
export async function followLab(
  session: Session,
  handle: LabHandle,
  signal: AbortSignal,
  draw: (status: LabStatus) => Promise<void>,
): Promise<LabStatus> {
  const lost = session.target.lost.then((error): never => {
    throw error;
  });
  lost.catch(() => undefined);
  let drawn = 0;
  let said = '';
  for (;;) {
    if (signal.aborted)
      throw new HeadwaterError('RUN_CANCELLED', 'interrupted', {
        hint: 'The same command goes on with this laboratory.',
      });
    const status = await Promise.race([lost, statusOf(handle)]);
    if (status !== null) {
      const line = describe(status);
      if (line !== said) say((said = line));
      const ended = status.chains.filter(({ state }) => state === 'done').length;
      if (ended > drawn) await draw(status);
      drawn = Math.max(drawn, ended);
    }
    const result = await resultOf(handle);
    if (result !== null) return result;
    if (session.target.kind === 'embedded') requireRoom(session.state.root, LEAST_FREE_WHILE_RUNNING);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function statusOf(handle: LabHandle): Promise<LabStatus | null> {
  try {
    return await handle.query<LabStatus>(LAB_MESSAGES.lab);
  } catch {
    // Without a worker nobody answers, and without a server nobody asks: the next look will tell.
    return null;
  }
}

/** Of a laboratory that has ended; null while it runs. */
async function resultOf(handle: LabHandle): Promise<LabStatus | null> {
  try {
    const { status } = await handle.describe();
    if (status.name === 'RUNNING') return null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw error;
    return null;
  }
  try {
    return await handle.result();
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const details = error.cause instanceof ApplicationFailure ? error.cause.details?.[0] : undefined;
    if (isStatus(details)) return details;
    throw new HeadwaterError('INTERNAL', error.cause?.message ?? error.message, { cause: error });
  }
}

function isStatus(value: unknown): value is LabStatus {
  return typeof value === 'object' && value !== null && 'chains' in value && 'lab' in value;
}

function describe({ chains }: LabStatus): string {
  const done = chains.filter(({ state }) => state === 'done').length;
  const running = chains
    .filter(({ state }) => state === 'running')
    .map(({ protocol, seed, generation }) => `${protocol} seed ${seed} generation ${generation + 1}`);
  return `${done} of ${chains.length} chains${running.length === 0 ? '' : `; ${running.join(', ')}`}`;
}
