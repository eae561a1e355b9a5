import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
  isCancellation,
} from '@temporalio/workflow';
import { ERROR_CODES, isHeadwaterError, toErrorRecord, type ErrorCode, type ErrorRecord } from '@headwater/contracts';

/** What went wrong in a stage, as the coded record that its activity put into the failure. */
export function failureRecord(error: unknown): ErrorRecord {
  if (isCancellation(error)) return { code: 'RUN_CANCELLED', message: 'the run was cancelled' };
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) return failureRecord(error.cause);
  if (error instanceof TimeoutFailure)
    return { code: 'HOST_STALLED', message: `a stage timed out (${error.timeoutType})` };
  if (error instanceof ApplicationFailure) {
    const details = error.details?.[0];
    if (isErrorRecord(details)) return details;
    return { code: isCode(error.type) ? error.type : 'INTERNAL', message: error.message };
  }
  return isHeadwaterError(error) ? toErrorRecord(error) : { code: 'INTERNAL', message: String(error) };
}

function isErrorRecord(value: unknown): value is ErrorRecord {
  return typeof value === 'object' && value !== null && isCode((value as ErrorRecord).code);
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
