import { ActivityFailure, ApplicationFailure, CancelledFailure, ChildWorkflowFailure } from '@temporalio/common';
import { failureRecord } from '../src/failure-record';

const inActivity = (cause: Error): ActivityFailure =>
  new ActivityFailure('failed', 'train', '1', 'NON_RETRYABLE_FAILURE', 'worker', cause);

describe('what a run says of a failed stage', () => {
  const record = { code: 'SOURCE_EMPTY' as const, message: 'no bytes', hint: 'Look at the file.' };

  it('finds the coded record through activity and child workflow', () => {
    const failure = ApplicationFailure.create({ type: 'SOURCE_EMPTY', message: 'no bytes', details: [record] });
    expect(failureRecord(inActivity(failure))).toEqual(record);
    const child = new ChildWorkflowFailure(
      'default',
      { workflowId: 'w', runId: 'r' },
      'shardWindow',
      'NON_RETRYABLE_FAILURE',
      inActivity(failure),
    );
    expect(failureRecord(child)).toEqual(record);
  });

  it('takes the type for the code where there is no record, and INTERNAL where it is none of ours', () => {
    expect(failureRecord(ApplicationFailure.create({ type: 'STORE_FULL', message: 'm' })).code).toBe('STORE_FULL');
    expect(failureRecord(ApplicationFailure.create({ type: 'TypeError', message: 'm' })).code).toBe('INTERNAL');
  });

  it('calls a cancelled run cancelled', () => {
    expect(failureRecord(inActivity(new CancelledFailure('stop'))).code).toBe('RUN_CANCELLED');
  });
});
