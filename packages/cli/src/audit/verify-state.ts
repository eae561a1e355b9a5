import type { ArtifactRef, LedgerEntry, LedgerHead } from '@headwater/contracts';
import { keyId, type ArtifactStore, type LedgerFault, type LedgerHeadRemembered } from '@headwater/store';
import { listRuns, openStateStore } from '../find-run';
import { readKey } from '../ledger-key';
import { stateFolder, type StateFolder } from '../state-folder';
import { historyFault } from './verify-histories';
import { takeIn, verifyPublications, type PublicationsFinding, type PublishedOnRecord } from './verify-publications';

export interface ChainAudit {
  chain: string;
  entries: number;
  artifacts: number;
  head: LedgerHead | null;
  publications: Omit<PublicationsFinding, 'fault'>;
  exports: number;
}

export interface StateAudit {
  /** Up to the one with the fault, in the order of their names. */
  chains: ChainAudit[];
  /** The first thing wrong. */
  fault: LedgerFault | null;
}

/**
 * Goes through a state folder offline: the ledgers' hash chains, signatures and artifacts, whether they end where the
 * runs remember, the publications, the exported histories. `key`: a file with the key that must have opened the ledgers.
 *
 * @throws LEDGER_KEY_INVALID for a key that cannot be read
 */
export async function verifyState(dir: string, key?: string): Promise<StateAudit> {
  const state = stateFolder(dir);
  const store = await openStateStore(dir);
  const openedBy = key === undefined ? {} : { openedBy: keyId(await readKey(key)) };
  const remembered = await rememberedHeads(store);
  const names = [...new Set([...(await store.ledgers()), ...remembered.keys()])].sort();
  const chains: ChainAudit[] = [];
  for (const chain of names) {
    const known = { remembered: remembered.get(chain) ?? [], ...openedBy };
    const { fault, ...audit } = await verifyChain(state, store, chain, known);
    chains.push(audit);
    if (fault !== null) return { chains, fault };
  }
  return { chains, fault: null };
}

async function verifyChain(
  state: StateFolder,
  store: ArtifactStore,
  chain: string,
  known: { remembered: LedgerHeadRemembered[]; openedBy?: string },
): Promise<ChainAudit & { fault: LedgerFault | null }> {
  const specs = new Map<string, ArtifactRef>();
  const versions = new Map<string, PublishedOnRecord>();
  const ended = new Map<string, LedgerEntry>();
  const exports: LedgerEntry[] = [];
  let keys: ReadonlyMap<string, string> = new Map();
  const { fault, ...ledger } = await store.verifyLedger(chain, {
    ...known,
    onEntry: (entry, known) => {
      keys = known;
      takeIn(entry, known, specs, versions);
      if (entry.kind === 'ended') ended.set(executionOf(entry), entry);
      if (entry.kind === 'histories-exported') exports.push(entry);
    },
  });
  const nothing = { checked: 0, deleted: 0, unreachable: [] };
  const audit = { chain, ...ledger, publications: nothing, exports: 0 };
  if (fault !== null) return { ...audit, fault };
  for (const entry of exports) {
    const what = await historyFault(store, entry, ended);
    if (what !== null) return { ...audit, fault: { chain, sequence: entry.sequence, what } };
    audit.exports++;
  }
  const { fault: wrong, ...publications } = await verifyPublications(state, store, chain, versions, keys);
  return { ...audit, publications, fault: wrong === null ? null : { chain, ...wrong } };
}

/** The first execution of the run: an `ended` entry is named <run>/<execution>/ended. */
function executionOf({ id, kind }: LedgerEntry): string {
  const named = id.slice(0, -`/${kind}`.length);
  return named.slice(named.lastIndexOf('/') + 1);
}

/** What each run's document says of its chain's ledger. */
async function rememberedHeads(store: ArtifactStore): Promise<Map<string, LedgerHeadRemembered[]>> {
  const byChain = new Map<string, LedgerHeadRemembered[]>();
  for (const { runId, chain, status, attempt } of await listRuns(store)) {
    for (const { ledger } of [status ?? {}, attempt?.status ?? {}])
      if (ledger !== undefined)
        byChain.set(chain, [...(byChain.get(chain) ?? []), { ...ledger, by: `the run ${runId}` }]);
  }
  return byChain;
}
