/**
 * The registry of error codes. A code is API: callers match on it, docs/errors.md explains it, and an activity failure
 * carries it as its type. `retryable` decides whether Temporal tries again.
 */
export const ERROR_CODES = {
  // The chain file
  SPEC_NOT_FOUND: { retryable: false, title: 'The chain file does not exist' },
  SPEC_SYNTAX: { retryable: false, title: 'The chain file is not valid YAML' },
  SPEC_INVALID: { retryable: false, title: 'The chain file breaks its schema' },
  SPEC_UNKNOWN_KEY: { retryable: false, title: 'The chain file has a key nobody reads' },
  SPEC_UNKNOWN_FAMILY: { retryable: false, title: 'No such generator family' },
  SPEC_COLUMN_UNKNOWN: { retryable: false, title: 'The chain file names a column that the data lacks' },
  // The data
  SOURCE_NOT_FOUND: { retryable: false, title: 'The data file does not exist' },
  SOURCE_UNREADABLE: { retryable: false, title: 'The data file cannot be opened' },
  SOURCE_EMPTY: { retryable: false, title: 'The data file holds no bytes' },
  SOURCE_NO_ROWS: { retryable: false, title: 'The data file holds a header and no rows' },
  SOURCE_TOO_FEW_ROWS: { retryable: false, title: 'Too few rows to train and judge a model' },
  SOURCE_RAGGED: { retryable: false, title: 'A row has more or fewer fields than the header' },
  SOURCE_DUPLICATE_COLUMN: { retryable: false, title: 'Two columns share one name' },
  SOURCE_ENCODING: { retryable: false, title: 'The data file is not valid in its encoding' },
  SOURCE_NOT_TABULAR: { retryable: false, title: 'The data file is not a table in a known format' },
  SOURCE_UNSUPPORTED_TYPE: { retryable: false, title: 'A column has a type that is not supported' },
  SOURCE_ALL_MISSING: { retryable: false, title: 'Every value of the table is missing' },
  SOURCE_NO_FINITE_NUMBER: {
    retryable: false,
    title: 'A column declared or read as numbers holds only NaN or infinities',
  },
  SOURCE_SCHEMA_MISMATCH: { retryable: false, title: 'Holdout or override and data disagree on columns or types' },
  // Models
  MODEL_DIVERGED: { retryable: false, title: 'Training produced a value that is not finite' },
  MODEL_BUNDLE_INVALID: { retryable: false, title: 'A model bundle is damaged, incomplete or of a newer format' },
  MODEL_CHECKPOINT_INVALID: { retryable: false, title: 'A training checkpoint is damaged or belongs to another run' },
  CONDITION_INVALID: { retryable: false, title: 'A condition names an unknown column or value' },
  CONSTRAINT_INVALID: {
    retryable: false,
    title: 'A declared rule contradicts another rule or the training rows',
  },
  GRAPH_INVALID: { retryable: false, title: 'A graph was built with shapes or types that do not fit' },
  // Store and publication
  STORE_UNAVAILABLE: { retryable: true, title: 'The artifact store does not answer' },
  STORE_DENIED: { retryable: false, title: 'The artifact store refuses the credentials' },
  STORE_FULL: { retryable: false, title: 'No space is left where the store or publication lives' },
  STORE_KEY_INVALID: { retryable: false, title: 'A store key has characters or parts that are not allowed' },
  STORE_URI_INVALID: { retryable: false, title: 'A store or publication URI cannot be used' },
  ARTIFACT_MISSING: { retryable: false, title: 'An artifact named by its hash is not in the store' },
  ARTIFACT_DAMAGED: { retryable: false, title: 'An artifact does not match its hash' },
  PUBLISH_UNWRITABLE: { retryable: false, title: 'The publish target cannot be written' },
  GATE_BLOCKED: { retryable: false, title: 'The gate blocked publication' },
  // The ledger
  LEDGER_KEY_INVALID: { retryable: false, title: 'A signing key cannot be used' },
  LEDGER_KEY_UNKNOWN: { retryable: false, title: 'A key may not sign for this chain' },
  LEDGER_DAMAGED: { retryable: false, title: 'An entry of a ledger cannot be read' },
  // Chains that stay
  CHAIN_NOT_FOUND: { retryable: false, title: 'No such chain is applied' },
  CHAIN_PAUSED: { retryable: false, title: 'The chain is paused' },
  CHAIN_NOT_PAUSED: { retryable: false, title: 'The chain is not paused' },
  CHAIN_STOPPED: { retryable: false, title: 'The chain was stopped because its models collapse' },
  PARTITION_RUNNING: { retryable: false, title: 'The partition is being run already' },
  VERSION_CURRENT: { retryable: false, title: 'The version is the one that readers are pointed to' },
  VERSION_UNKNOWN: { retryable: false, title: 'No such version was published' },
  SCHEDULE_NEVER: { retryable: false, title: 'The schedule never fires' },
  BACKFILL_RANGE_INVALID: { retryable: false, title: 'The range of a backfill holds nothing to run' },
  // Gates that a person decides
  GATE_NOT_WAITING: { retryable: false, title: 'The gate waits for nobody, or has been decided' },
  APPROVAL_INVALID: { retryable: false, title: 'An approval lacks who, why or the evidence' },
  APPROVAL_STALE: { retryable: false, title: 'The evidence is not that of the gate' },
  APPROVAL_BY_REQUESTER: { retryable: false, title: 'Whoever asked for a run may not approve it' },
  APPROVAL_REJECTED: { retryable: false, title: 'A person rejected the publication' },
  APPROVAL_TIMED_OUT: { retryable: false, title: 'Nobody decided the gate in time' },
  // Generations
  ORIGIN_UNKNOWN: { retryable: false, title: 'Rows of unknown origin may not be trained on' },
  SOURCE_SYNTHETIC: { retryable: false, title: 'The source was generated; it is not real data' },
  COLLAPSE_STOPPED: { retryable: false, title: 'The collapse verdict took the generation back' },
  FEEDBACK_INVALID: { retryable: false, title: 'A feedback cannot be used' },
  STAGE_DIFFERS: { retryable: false, title: 'A stage run again gives something else than is stored' },
  SHARD_DIFFERS: { retryable: false, title: 'A shard made again is not the one that was made' },
  // Encrypted payloads
  CODEC_KEYS_INVALID: { retryable: false, title: 'A file of encryption keys cannot be used' },
  CODEC_KEY_MISSING: { retryable: false, title: 'A payload was encrypted with a key that is not here' },
  CODEC_REQUEST_REFUSED: { retryable: false, title: 'The codec server refuses a request' },
  CODEC_PAYLOAD_INVALID: { retryable: false, title: 'An encrypted payload was changed or belongs elsewhere' },
  // Running
  HOST_CRASHED: { retryable: true, title: 'A model host process ended without an answer' },
  HOST_STALLED: { retryable: true, title: 'A model host process stopped reporting progress' },
  RUN_CANCELLED: { retryable: false, title: 'The run was cancelled' },
  RUN_TERMINATED: { retryable: false, title: 'The run was terminated from outside' },
  RUN_NOT_FOUND: { retryable: false, title: 'No such run' },
  TEMPORAL_UNAVAILABLE: { retryable: true, title: 'No Temporal server can be found, fetched or reached' },
  BUILD_UNKNOWN: { retryable: false, title: 'No worker has served with such a build' },
  STATE_UNWRITABLE: { retryable: false, title: 'The state folder cannot be written' },
  USAGE: { retryable: false, title: 'The command was called with wrong arguments' },
  INTERNAL: { retryable: true, title: 'Something failed that has no code of its own' },
} as const satisfies Record<string, { retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorOptionsWithHint {
  /** What to do next, in one sentence. */
  hint?: string;
  /** Where it happened: file:line:column, a column's name, a stage. Never a value of the real data. */
  where?: string;
  cause?: unknown;
}

const BRAND = Symbol.for('headwater.HeadwaterError');

/**
 * The one error class that crosses package borders: a code, what was wrong with the offending value, what to do next.
 * Messages may quote what the user wrote in a spec or an argument, never a cell of the real data.
 */
export class HeadwaterError extends Error {
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly where?: string;

  constructor(code: ErrorCode, message: string, options: ErrorOptionsWithHint = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HeadwaterError';
    this.code = code;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.where !== undefined) this.where = options.where;
    // instanceof fails across jest realms and duplicated packages; a registered symbol does not.
    Object.defineProperty(this, BRAND, { value: true });
  }

  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

export function isHeadwaterError(error: unknown): error is HeadwaterError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}

/** The plain form of an error, as printed under `error` by `--json` and sent between processes. */
export interface ErrorRecord {
  code: ErrorCode;
  message: string;
  hint?: string;
  where?: string;
}

export function toErrorRecord(error: unknown): ErrorRecord {
  if (isHeadwaterError(error)) {
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.where === undefined ? {} : { where: error.where }),
    };
  }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}

export function fromErrorRecord(record: ErrorRecord): HeadwaterError {
  return new HeadwaterError(record.code, record.message, {
    ...(record.hint === undefined ? {} : { hint: record.hint }),
    ...(record.where === undefined ? {} : { where: record.where }),
  });
}
