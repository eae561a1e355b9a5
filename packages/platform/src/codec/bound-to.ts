import type { SerializationContext } from '@temporalio/common';

/** What a schedule appends to the workflow id of its action: the time for which it fired. */
const FIRED_AT = /-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * To whom a payload is bound: the workflow that it is written for or by, an activity counting as its workflow. All
 * firings of a schedule are one: their input was encrypted before their ids were known, and each hears the result of
 * the one before. The empty string, which any workflow of the namespace may read, where the SDK does not say.
 */
export function boundTo(context: SerializationContext | undefined): string {
  return (context?.workflowId ?? '').replace(FIRED_AT, '');
}
