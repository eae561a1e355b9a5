import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { newSigningKey } from '@headwater/store';
import type { StateFolder } from './state-folder';

/**
 * Makes the key that signs this installation's ledgers, unless there is one or HEADWATER_LEDGER_KEY names one. Its
 * owner's alone; of two commands that make it at once, one does.
 */
export function prepareLedgerKey({ ledgerKey }: Pick<StateFolder, 'ledgerKey'>): void {
  if (existsSync(ledgerKey) || process.env['HEADWATER_LEDGER_KEY'] !== undefined) return;
  mkdirSync(dirname(ledgerKey), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(ledgerKey, newSigningKey(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
