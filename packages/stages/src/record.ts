import type { LedgerHead, RecordInput } from '@headwater/contracts';
import type { StageEnvironment } from './environment';
import { signerFrom } from './signing-key';

/**
 * Appends a fact to the chain's ledger, signed with the installation's key. Given again, it answers with the entry that
 * is there. Throws LEDGER_KEY_INVALID, LEDGER_KEY_UNKNOWN, LEDGER_DAMAGED.
 */
export async function record(
  { settings, store }: StageEnvironment,
  { context, fact }: RecordInput,
): Promise<LedgerHead> {
  return store.ledger(context.chain).append(fact, await signerFrom(settings));
}
