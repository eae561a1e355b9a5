import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSigningKey } from '@headwater/store';

/** A new signing key in that folder: no stage begins without one. */
export function ledgerKeyIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'ledger.pem');
  writeFileSync(path, newSigningKey());
  return path;
}
