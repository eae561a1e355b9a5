import { join } from 'node:path';
import type { StageSettings } from '../../src/environment';
import { ledgerKeyIn } from './ledger-key';

/** A worker's settings, everything in one folder, with a new signing key. */
export function settingsIn(folder: string): StageSettings {
  return {
    store: join(folder, 'store'),
    publishRoot: join(folder, 'published'),
    scratch: join(folder, 'scratch'),
    threads: 1,
    ledgerKey: ledgerKeyIn(folder),
  };
}
