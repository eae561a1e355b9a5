import type { ArtifactRef, LedgerEntry, LedgerHead } from '@headwater/contracts';
import { keyId, type ArtifactStore, type LedgerFault, type LedgerHeadRemembered } from '@headwater/store';
import { EXIT } from '../exit-codes';
import { listRuns, openStateStore } from '../find-run';
import { printJson } from '../output';
import { stateFolder, type StateFolder } from '../state-folder';
import { readKey } from '../ledger-key';
import { historyFault } from './verify-histories';
import { takeIn, verifyPublications, type PublicationsFinding, type PublishedOnRecord } from './verify-publications';

interface VerifyOptions {
  state: string;
  json?: boolean;
  key?: string;
}

interface ChainAudit {
  chain: string;
  entries: number;
  artifacts: number;
  head: LedgerHead | null;
  publications: Omit<PublicationsFinding, 'fault'>;
  exports: number;
}

/**
 * `headwater audit verify`: goes through a store offline: the ledgers' hash chains, signatures and artifacts, whether
 * they end where the runs remember, the publications, the exported histories. Names the first thing wrong and exits
 * with 1.
 */
export async function auditVerifyCommand(options: VerifyOptions): Promise<void> {
  const state = stateFolder(options.state);
  const store = await openStateStore(options.state);
  const openedBy = options.key === undefined ? {} : { openedBy: keyId(await readKey(options.key)) };
  const remembered = await rememberedHeads(store);
  const chains = [...new Set([...(await store.ledgers()), ...remembered.keys()])].sort();
  const audits: ChainAudit[] = [];
  let fault: LedgerFault | null = null;
  for (const chain of chains) {
    const known = { remembered: remembered.get(chain) ?? [], ...openedBy };
    const { fault: found, ...audit } = await verifyChain(state, store, chain, known);
    audits.push(audit);
    if ((fault = found) !== null) break;
  }
  report(audits, fault, options);
  if (fault !== null) process.exitCode = EXIT.failed;
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

function report(chains: readonly ChainAudit[], fault: LedgerFault | null, options: VerifyOptions): void {
  if (options.json) {
    printJson({ sound: fault === null, chains, ...(fault === null ? {} : { fault }) });
    return;
  }
  const lines = chains.flatMap(({ chain, entries, artifacts, publications, exports }) => [
    `  ${chain.padEnd(24)} ${entries} entries, ${artifacts} artifacts, ${publications.checked} versions, ${exports} exports`,
    ...publications.unreachable.map((uri) => `  ${''.padEnd(24)} not reached from here: ${uri}`),
  ]);
  const end =
    fault === null
      ? `sound: ${chains.length} ledger${chains.length === 1 ? '' : 's'}`
      : `not sound: ${fault.chain}${fault.sequence === null ? '' : `, entry ${fault.sequence}`}: ${fault.what}`;
  process.stdout.write(`${[...lines, end].join('\n')}\n`);
}
