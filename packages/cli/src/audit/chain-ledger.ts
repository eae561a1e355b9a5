import { HeadwaterError } from '@headwater/contracts';
import type { ArtifactStore, Ledger } from '@headwater/store';

/** The ledger of a chain that has one. @throws USAGE */
export async function ledgerOf(store: ArtifactStore, chain: string): Promise<Ledger> {
  const chains = await store.ledgers();
  if (chains.includes(chain)) return store.ledger(chain);
  throw new HeadwaterError('USAGE', `the chain ${JSON.stringify(chain)} has no ledger`, {
    hint: `There are: ${chains.join(', ') || 'none'}.`,
  });
}
