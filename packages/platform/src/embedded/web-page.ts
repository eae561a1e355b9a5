import { join } from 'node:path';
import { readServerRecord } from '../keeper/server-record';

/** Temporal's own web page, as the embedded server of a state folder serves it. */
export interface WebPage {
  /** As a browser may write it. */
  origins: string[];
  /** Where the page asks for decryption. */
  codecPort?: number;
}

/** Undefined before the server has run for the first time. */
export function embeddedWebPage(state: string): WebPage | undefined {
  const record = readServerRecord(join(state, 'temporal', 'server.json'));
  if (record === undefined) return undefined;
  return {
    origins: [`http://127.0.0.1:${record.uiPort}`, `http://localhost:${record.uiPort}`],
    ...(record.codecPort === undefined ? {} : { codecPort: record.codecPort }),
  };
}
