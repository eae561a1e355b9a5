import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import type { ChainState } from '@headwater/contracts';
import { holdSignal } from '../messages';
import { letGo } from './chain-state';
import { millisecondsSince } from '../time';

/** A run that was admitted so recently may not have started yet. */
const SETTLING_MS = 60_000;

/**
 * Tells every run under way to wait before its next stage, or to go on. One that cannot be told is over: a run that was
 * terminated says no good-bye.
 */
export async function hold(state: ChainState, held: boolean): Promise<void> {
  await Promise.all(
    [...state.active].map(async ({ runId, since }) => {
      try {
        await getExternalWorkflowHandle(runId).signal(holdSignal, held);
      } catch (error) {
        if (isCancellation(error)) throw error;
        if (millisecondsSince(since) > SETTLING_MS) letGo(state, runId);
      }
    }),
  );
}
