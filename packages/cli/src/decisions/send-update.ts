import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { ERROR_CODES, HeadwaterError, fromErrorRecord, type ErrorCode, type ErrorRecord } from '@headwater/contracts';
import type { Session } from '../session';

/** Sends an update and waits for its answer; a refusal comes back as the coded error it is. */
export async function sendUpdate<Result>(
  session: Pick<Session, 'client'>,
  workflowId: string,
  update: string,
  request: object,
  unknown: ErrorCode,
): Promise<Result> {
  try {
    return await session.client.workflow.getHandle(workflowId).executeUpdate<Result, [object]>(update, {
      args: [request],
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new HeadwaterError(unknown, `${workflowId} is not open`);
    throw refusalIn(error) ?? error;
  }
}

function refusalIn(error: unknown): HeadwaterError | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) return null;
  const record = cause.details?.[0] as ErrorRecord | undefined;
  if (record !== undefined && Object.hasOwn(ERROR_CODES, record.code)) return fromErrorRecord(record);
  const code = Object.hasOwn(ERROR_CODES, cause.type ?? '') ? (cause.type as ErrorCode) : 'INTERNAL';
  return new HeadwaterError(code, cause.message);
}
