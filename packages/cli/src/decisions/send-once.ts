import type { ErrorCode } from '@headwater/contracts';
import { openSession } from '../session';
import { sendUpdate } from './send-update';

/** One update in a session of its own, for a command that does nothing else. */
export async function sendOnce<Result>(
  state: string,
  workflowId: string,
  update: string,
  request: object,
  unknown: ErrorCode,
): Promise<Result> {
  const session = await openSession(state);
  try {
    return await sendUpdate<Result>(session, workflowId, update, request, unknown);
  } finally {
    await session.close();
  }
}
