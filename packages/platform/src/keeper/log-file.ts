import { closeSync, fstatSync, openSync, readSync, renameSync, statSync, truncateSync } from 'node:fs';

/** A log keeps at most this much; the one before it is kept beside it as `<name>.1`. */
const MAX_LOG_BYTES = 4 * 1024 * 1024;

/** Opens a log for appending, after moving a large one aside. The caller closes the descriptor. */
export function openLog(path: string): number {
  if (sizeOf(path) > MAX_LOG_BYTES / 2) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** Cuts a log that another process is appending to. */
export function boundLog(path: string): void {
  if (sizeOf(path) > MAX_LOG_BYTES) truncateSync(path, 0);
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The last lines written after `from` (a byte offset), at most `count`, each cut to 300 characters. */
export function lastLines(path: string, count: number, from = 0): string[] {
  const descriptor = openSync(path, 'r');
  try {
    const size = fstatSync(descriptor).size;
    const start = Math.max(from <= size ? from : 0, size - 16_384);
    const buffer = Buffer.alloc(size - start);
    readSync(descriptor, buffer, 0, buffer.length, start);
    const lines = buffer
      .toString('utf8')
      .split('\n')
      .map((line) => line.trim());
    return lines
      .filter((line) => line !== '')
      .slice(-count)
      .map((line) => line.slice(0, 300));
  } finally {
    closeSync(descriptor);
  }
}
