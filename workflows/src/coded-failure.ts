import { ApplicationFailure } from '@temporalio/workflow';
import type { ErrorRecord } from '@headwater/contracts';

/** A refusal or failure that callers match by its code: the type is the code, the details the record. */
export function codedFailure(record: ErrorRecord): ApplicationFailure {
  return ApplicationFailure.create({
    type: record.code,
    message: record.message,
    nonRetryable: true,
    details: [record],
  });
}
