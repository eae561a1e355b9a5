import { ERROR_CODES, type ErrorCode } from '@headwater/contracts';
import { EXIT, exitCodeOf, exitCodeOfState } from '../src/exit-codes';

describe('exit codes', () => {
  it.each([
    ['SPEC_UNKNOWN_KEY', EXIT.badInput],
    ['SOURCE_RAGGED', EXIT.badInput],
    ['GATE_BLOCKED', EXIT.blocked],
    ['STORE_FULL', EXIT.environment],
    ['PUBLISH_UNWRITABLE', EXIT.environment],
    ['RUN_CANCELLED', EXIT.interrupted],
    ['MODEL_DIVERGED', EXIT.failed],
    ['INTERNAL', EXIT.failed],
  ] as [ErrorCode, number][])('%s gives %i', (code, expected) => {
    expect(exitCodeOf(code)).toBe(expected);
  });

  it('never answers an error with 0', () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) expect(exitCodeOf(code)).toBeGreaterThan(0);
  });

  it('tells the ends of a run apart', () => {
    expect((['published', 'blocked', 'cancelled', 'failed'] as const).map(exitCodeOfState)).toEqual([0, 3, 130, 1]);
  });
});
