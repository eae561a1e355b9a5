import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import type { ChainState } from '@headwater/contracts';
import { holdSignal } from '../messages';
import { millisecondsSince } from '../time';
import { letGo } from './chain-state';

/** A run that was admitted so recently may not have started yet. */
const SETTLING_MS = 60_000;

/**
 * Tells every run under way to wait before its next stage, or to go on. One that cannot be told is over: a run that was
 * terminated says no good-bye.
 */
export async function hold(state: ChainState, held: boolean): Promise<void> {
  await Promise.all(
    [...state.active].map(async ({ runId, since }) => {
      if (!(await tell(runId, held)) && millisecondsSince(since) > SETTLING_MS) letGo(state, runId);
    }),
  );
}

/** Forgets a run that is not open; told again what it was told already, an open one goes on as before. */
export async function letGoUnlessOpen(state: ChainState, runId: string): Promise<void> {
  if (!(await tell(runId, state.paused !== null))) letGo(state, runId);
}

async function tell(runId: string, held: boolean): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(runId).signal(holdSignal, held);
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return false;
  }
}
