import { readFile } from 'node:fs/promises';
import { HeadwaterError, type LedgerHead, type RecordInput } from '@headwater/contracts';
import { signerOf, type Signer } from '@headwater/store';
import type { StageEnvironment } from './environment';

/**
 * Appends a fact to the chain's ledger, signed with the installation's key. Given again, it answers with the entry that
 * is there. Throws LEDGER_KEY_INVALID, LEDGER_KEY_UNKNOWN, LEDGER_DAMAGED.
 */
export async function record(environment: StageEnvironment, { context, fact }: RecordInput): Promise<LedgerHead> {
  const signer = await signerFrom(environment.settings.ledgerKey);
  return environment.store.ledger(context.chain).append(fact, signer);
}

async function signerFrom(path: string): Promise<Signer> {
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('LEDGER_KEY_INVALID', `the signing key ${path} cannot be read`, {
      hint: 'Name the file by HEADWATER_LEDGER_KEY; workers of one chain share one key.',
      where: path,
      cause,
    });
  });
  return signerOf(pem);
}
