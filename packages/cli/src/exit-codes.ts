import type { ErrorCode, RunState } from '@headwater/contracts';

export const EXIT = { published: 0, failed: 1, badInput: 2, blocked: 3, environment: 4, interrupted: 130 } as const;

export const EXIT_CODES_HELP = `
Exit codes:
  0    done; for a run: published
  1    a run failed, or something unexpected happened
  2    bad input: arguments, chain file or data
  3    the gate blocked publication
  4    the surroundings: Temporal, store or publish target cannot be used
  130  cancelled or interrupted
`;

const ENVIRONMENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'STORE_UNAVAILABLE',
  'STORE_FULL',
  'STORE_DENIED',
  'STORE_URI_INVALID',
  'STATE_UNWRITABLE',
  'PUBLISH_UNWRITABLE',
  'TEMPORAL_UNAVAILABLE',
  'CODEC_KEYS_INVALID',
  'CODEC_KEY_MISSING',
]);

const BLOCKED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GATE_BLOCKED',
  'APPROVAL_REJECTED',
  'APPROVAL_TIMED_OUT',
  'COLLAPSE_STOPPED',
]);

const BAD_INPUT =
  /^((SPEC|SOURCE|CONDITION|CONSTRAINT|CHAIN|GATE|APPROVAL|SCHEDULE|BACKFILL|VERSION|FEEDBACK|PARTITION)_.*|USAGE|RUN_NOT_FOUND)$/;

export function exitCodeOf(code: ErrorCode): number {
  if (BLOCKED.has(code)) return EXIT.blocked;
  if (code === 'RUN_CANCELLED') return EXIT.interrupted;
  if (ENVIRONMENT.has(code)) return EXIT.environment;
  if (BAD_INPUT.test(code)) return EXIT.badInput;
  return EXIT.failed;
}

export function exitCodeOfState(state: RunState): number {
  switch (state) {
    case 'published':
      return EXIT.published;
    case 'blocked':
      return EXIT.blocked;
    case 'cancelled':
      return EXIT.interrupted;
    default:
      return EXIT.failed;
  }
}
