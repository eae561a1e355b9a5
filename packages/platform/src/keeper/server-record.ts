import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { ProcessIdentity } from '../processes';

/** `<state>/temporal/server.json`. */
export interface ServerRecord {
  /** The server process; null after it was stopped. */
  server: ProcessIdentity | null;
  port: number;
  uiPort: number;
  /** Where the web page asks a codec server; records of older versions lack it. */
  codecPort?: number;
  keeperPid: number;
  /** ISO time. */
  startedAt: string;
}

/** Undefined when there is none, or none that can be used: it only saves work and is never needed. */
export function readServerRecord(path: string): ServerRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as Partial<ServerRecord>;
    const { server, port, uiPort } = record;
    if (!Number.isInteger(port) || !Number.isInteger(uiPort) || server === undefined) return undefined;
    return record as ServerRecord;
  } catch {
    return undefined;
  }
}

export function writeServerRecord(path: string, record: ServerRecord): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
