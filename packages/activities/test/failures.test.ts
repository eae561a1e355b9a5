import { HeadwaterError } from '@headwater/contracts';
import { asFailure } from '../src/failures';

describe('the Temporal form of a stage error', () => {
  it('carries code, message and hint, and is final where trying again cannot help', () => {
    const failure = asFailure(new HeadwaterError('SOURCE_RAGGED', 'row 7 has 3 fields', { hint: 'Mend it.' }), 1);
    expect(failure).toMatchObject({ type: 'SOURCE_RAGGED', nonRetryable: true });
    expect(failure.details).toEqual([{ code: 'SOURCE_RAGGED', message: 'row 7 has 3 fields', hint: 'Mend it.' }]);
  });

  it('is tried again where the surroundings failed', () => {
    expect(asFailure(new HeadwaterError('STORE_UNAVAILABLE', 'no answer'), 9).nonRetryable).toBe(false);
    expect(asFailure(new HeadwaterError('HOST_CRASHED', 'killed'), 9).nonRetryable).toBe(false);
  });

  it('waits for nothing after a host died once, and as Temporal has it after more', () => {
    const crashed = new HeadwaterError('HOST_CRASHED', 'killed');
    expect([1, 2].map((attempt) => asFailure(crashed, attempt).nextRetryDelay)).toEqual([
      '100 milliseconds',
      undefined,
    ]);
  });

  it('gives an error without a code three attempts', () => {
    expect([1, 2, 3].map((attempt) => asFailure(new Error('odd'), attempt).nonRetryable)).toEqual([false, false, true]);
  });

  it('never counts the end of a worker against the stage', () => {
    expect(asFailure(new HeadwaterError('RUN_CANCELLED', 'stopped'), 1, true)).toMatchObject({
      type: 'WORKER_SHUTDOWN',
      nonRetryable: false,
    });
  });
});
