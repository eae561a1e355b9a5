import { DefaultLogger, type LogEntry, type Logger, type LogLevel } from '@temporalio/worker';

/** What of an entry's attributes is written: names and numbers, never an argument, a result or a message of data. */
const FIELDS = {
  workflowId: 'run',
  activityType: 'stage',
  workflowType: 'workflow',
  taskQueue: 'queue',
  attempt: 'attempt',
  durationMs: 'durationMs',
  state: 'state',
  sdkComponent: 'component',
  // What our own entries add.
  run: 'run',
  stage: 'stage',
  reused: 'reused',
  seconds: 'seconds',
  code: 'code',
} as const;

/** One JSON object a line: level, time, message, then run, stage, queue and attempt where they are known. */
export function jsonLogger(write: (line: string) => void, level: LogLevel = 'INFO'): Logger {
  return new DefaultLogger(level, (entry) => write(`${JSON.stringify(record(entry))}\n`));
}

function record({ level, timestampNanos, message, meta }: LogEntry): Record<string, unknown> {
  const line: Record<string, unknown> = {
    level: level.toLowerCase(),
    time: new Date(Number(timestampNanos / 1_000_000n)).toISOString(),
    message,
  };
  for (const [name, as] of Object.entries(FIELDS)) {
    const value: unknown = meta?.[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') line[as] = value;
  }
  const error: unknown = meta?.['error'];
  if (error instanceof Error) line['code'] = codeOf(error);
  return line;
}

/** The code of a coded failure, else the class of the error: its message belongs to whoever may read the history. */
function codeOf(error: Error): string {
  const { type, code } = error as Error & { type?: unknown; code?: unknown };
  return typeof type === 'string' ? type : typeof code === 'string' ? code : error.name;
}
