import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { newSigningKey, signerOf } from '@headwater/store';
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

/**
 * For commands that start a worker: finds out before anything is started that the key is there and can sign. One that
 * is made at first use need not be there yet.
 * @throws LEDGER_KEY_INVALID
 */
export async function requireLedgerKey({ ledgerKey }: Pick<StateFolder, 'ledgerKey'>): Promise<void> {
  if (!existsSync(ledgerKey) && process.env['HEADWATER_LEDGER_KEY'] === undefined) return;
  signerOf(await readKey(ledgerKey));
}

/** @throws LEDGER_KEY_INVALID */
export async function readKey(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('LEDGER_KEY_INVALID', `the key ${path} cannot be read`, { where: path, cause });
  });
}
