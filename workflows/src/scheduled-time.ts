import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';

const SCHEDULED_START = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/**
 * The time for which a Schedule started this workflow: what the calendar says, before jitter, catch-up and buffering.
 * Never the clock's, so a run that starts late, or by a clock that jumped, is still the one of its own time.
 */
export function scheduledTime(): Date {
  const info = workflowInfo();
  return info.typedSearchAttributes.get(SCHEDULED_START) ?? info.startTime;
}
