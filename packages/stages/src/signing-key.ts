import { readFile } from 'node:fs/promises';
import { HeadwaterError } from '@headwater/contracts';
import { signerOf, type Signer } from '@headwater/store';
import type { StageSettings } from './environment';

/**
 * The key that signs ledgers and attestations for this worker.
 * @throws LEDGER_KEY_INVALID
 */
export async function signerFrom({ ledgerKey }: Pick<StageSettings, 'ledgerKey'>): Promise<Signer> {
  const pem = await readFile(ledgerKey, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('LEDGER_KEY_INVALID', `the signing key ${ledgerKey} cannot be read`, {
      hint: 'Name the file by HEADWATER_LEDGER_KEY; workers of one chain share one key.',
      where: ledgerKey,
      cause,
    });
  });
  return signerOf(pem);
}
