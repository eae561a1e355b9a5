import { isCancellation } from '@temporalio/workflow';
import { noteRun } from './activity-options';
import type { Run } from './run';

/**
 * Has a chain's run written down where `headwater runs` looks for it: nobody may be watching. That it could not be takes
 * nothing away from the run.
 */
export async function note({ input, status }: Run): Promise<void> {
  const { context, entity, kind = 'manual', requestedBy = null } = input;
  if (entity === undefined) return;
  try {
    await noteRun({ context, status, kind, requestedBy });
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
