import { isHeadwaterError, toErrorRecord } from '@headwater/contracts';
import { exitCodeOf } from './exit-codes';

export interface OutputOptions {
  json?: boolean;
}

/** Progress and remarks: standard error, so that standard output is the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const REPEAT_MS = 10_000;

/** For messages that only count up ("Building …: 12 s"): says a new kind at once, the same kind every ten seconds. */
export function sayNowAndThen(): (message: string) => void {
  let kind = '';
  let last = 0;
  return (message) => {
    const next = message.split(':')[0] ?? '';
    if (next === kind && performance.now() - last < REPEAT_MS) return;
    kind = next;
    last = performance.now();
    say(message);
  };
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints an error the way it was asked for and sets the exit code. */
export function failWith(error: unknown, options: OutputOptions): void {
  const record = toErrorRecord(error);
  if (options.json) printJson({ error: record });
  else {
    say(`error ${record.code}: ${record.message}`);
    if (record.hint !== undefined) say(`  ${record.hint}`);
  }
  // Where no code explains it, the stack is the only trace there is.
  if (!isHeadwaterError(error) && error instanceof Error && process.env['HEADWATER_DEBUG']) say(error.stack ?? '');
  process.exitCode = exitCodeOf(record.code);
}
