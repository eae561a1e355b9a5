import { ApplicationFailure } from '@temporalio/common';
import { ERROR_CODES, toErrorRecord } from '@headwater/contracts';

/** An error without a code of its own may pass by itself; the same one thrice will not. */
const INTERNAL_ATTEMPTS = 3;
/** A host that was killed once has nothing to wait for; one that dies again may have run out of memory. */
const AFTER_FIRST_CRASH = '100 milliseconds';

/**
 * The Temporal form of a stage's error: its type is the code, its details the record with hint and place. Whether it is
 * tried again is the registry's decision.
 */
export function asFailure(error: unknown, attempt: number, workerShutdown = false): ApplicationFailure {
  const record = toErrorRecord(error);
  const givenUp = record.code === 'INTERNAL' && attempt >= INTERNAL_ATTEMPTS;
  return ApplicationFailure.create({
    type: workerShutdown ? 'WORKER_SHUTDOWN' : record.code,
    message: record.message,
    nonRetryable: !workerShutdown && (!ERROR_CODES[record.code].retryable || givenUp),
    details: [record],
    ...(record.code === 'HOST_CRASHED' && attempt === 1 ? { nextRetryDelay: AFTER_FIRST_CRASH } : {}),
  });
}
