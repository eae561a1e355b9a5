import { readFile } from 'node:fs/promises';
import { HeadwaterError, type LedgerHead } from '@headwater/contracts';
import { keyId, signerOf, type ArtifactStore, type LedgerFault, type LedgerHeadRemembered } from '@headwater/store';
import { listRuns, openStateStore } from '../find-run';
import { EXIT } from '../exit-codes';
import { printJson } from '../output';
import { stateFolder } from '../state-folder';

export interface AuditOptions {
  state: string;
  json?: boolean;
}

interface ChainAudit {
  chain: string;
  entries: number;
  artifacts: number;
  head: LedgerHead | null;
}

/**
 * `headwater audit verify`: goes through the ledgers of a store offline: hash chain, signatures, artifacts, and whether
 * they end where the runs remember. Names the first thing wrong and exits with 1.
 */
export async function auditVerifyCommand(options: AuditOptions & { key?: string }): Promise<void> {
  const store = await openStateStore(options.state);
  const openedBy = options.key === undefined ? {} : { openedBy: keyId(await readKey(options.key)) };
  const remembered = await rememberedHeads(store);
  const chains = [...new Set([...(await store.ledgers()), ...remembered.keys()])].sort();
  const audits: ChainAudit[] = [];
  let fault: LedgerFault | null = null;
  for (const chain of chains) {
    const { fault: found, ...audit } = await store.verifyLedger(chain, {
      remembered: remembered.get(chain) ?? [],
      ...openedBy,
    });
    audits.push({ chain, ...audit });
    if ((fault = found) !== null) break;
  }
  report(audits, fault, options);
  if (fault !== null) process.exitCode = EXIT.failed;
}

/** `headwater audit rotate`: hands a chain's ledger over to another key. */
export async function auditRotateCommand(chain: string, options: AuditOptions & { to: string }): Promise<void> {
  const store = await openStateStore(options.state);
  const from = signerOf(await readKey(stateFolder(options.state).ledgerKey));
  const to = signerOf(await readKey(options.to));
  const ledger = store.ledger(chain);
  if ((await ledger.head()) === null)
    throw new HeadwaterError('USAGE', `the chain ${JSON.stringify(chain)} has no ledger`, {
      hint: `There are: ${(await store.ledgers()).join(', ') || 'none'}.`,
    });
  const head = await ledger.rotate(from, to, new Date().toISOString());
  if (options.json) printJson({ chain, from: from.id, to: to.id, head });
  else
    process.stdout.write(
      `${chain}: entry ${head.sequence} hands over from ${from.id} to ${to.id}; name the new key by HEADWATER_LEDGER_KEY\n`,
    );
}

/** What each run's document says of its chain's ledger. */
async function rememberedHeads(store: ArtifactStore): Promise<Map<string, LedgerHeadRemembered[]>> {
  const byChain = new Map<string, LedgerHeadRemembered[]>();
  for (const { runId, chain, status } of await listRuns(store)) {
    if (status?.ledger === undefined) continue;
    byChain.set(chain, [...(byChain.get(chain) ?? []), { ...status.ledger, by: `the run ${runId}` }]);
  }
  return byChain;
}

function report(chains: readonly ChainAudit[], fault: LedgerFault | null, options: AuditOptions): void {
  if (options.json) {
    printJson({ sound: fault === null, chains, ...(fault === null ? {} : { fault }) });
    return;
  }
  const lines = chains.map(
    ({ chain, entries, artifacts }) => `  ${chain.padEnd(24)} ${entries} entries, ${artifacts} artifacts`,
  );
  const end =
    fault === null
      ? `sound: ${chains.length} ledger${chains.length === 1 ? '' : 's'}`
      : `not sound: ${fault.chain}${fault.sequence === null ? '' : `, entry ${fault.sequence}`}: ${fault.what}`;
  process.stdout.write(`${[...lines, end].join('\n')}\n`);
}

async function readKey(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('LEDGER_KEY_INVALID', `the key ${path} cannot be read`, { where: path, cause });
  });
}
