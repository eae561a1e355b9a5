import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MEDIA_TYPES, type ArtifactRef, type LedgerHead } from '@headwater/contracts';
import { chainHistories } from '@headwater/platform';
import { signerOf, type Signer } from '@headwater/store';
import { printJson } from '../output';
import { openSession, type Session } from '../session';
import { ledgerOf } from './chain-ledger';
import { readKey } from '../ledger-key';
import { writeHistories, type HistoryCounts } from './write-histories';

interface ExportOptions {
  state: string;
  json?: boolean;
  chain?: string;
  out?: string;
}

interface ChainExport extends HistoryCounts {
  chain: string;
  artifact: ArtifactRef;
  ledger: LedgerHead;
}

/**
 * `headwater audit export`: the histories of a chain's workflows, open and closed, as one Parquet file in the store,
 * entered in the chain's ledger. A page of one history is in memory at a time.
 */
export async function auditExportCommand(options: ExportOptions): Promise<void> {
  const session = await openSession(options.state);
  try {
    const { store, state } = session;
    const signer = signerOf(await readKey(state.ledgerKey));
    const chains = options.chain === undefined ? await store.ledgers() : [options.chain];
    const exports: ChainExport[] = [];
    for (const chain of chains) {
      const made = await exportChain(session, chain, signer);
      exports.push(made);
      if (options.out !== undefined) await store.getFile(made.artifact, copyOf(options, options.out, chain));
    }
    if (options.json) printJson({ exports });
    else for (const made of exports) process.stdout.write(`${line(made)}\n`);
  } finally {
    await session.close();
  }
}

async function exportChain(session: Session, chain: string, signer: Signer): Promise<ChainExport> {
  const { store, state, client, searchAttributes } = session;
  const ledger = await ledgerOf(store, chain);
  await ledger.admit(signer);
  const scratch = join(state.scratch, String(process.pid));
  const path = join(scratch, `${chain}.parquet`);
  try {
    await mkdir(scratch, { recursive: true });
    const counts = await writeHistories(path, chainHistories(client, chain, searchAttributes));
    const artifact = await store.putFile('history-export', MEDIA_TYPES.parquet, path, counts.events);
    const fact = {
      id: `histories-exported/${artifact.sha256}`,
      kind: 'histories-exported' as const,
      at: new Date().toISOString(),
      facts: { ...counts },
      artifacts: [artifact],
    };
    return { chain, ...counts, artifact, ledger: await ledger.append(fact, signer) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function copyOf({ chain }: ExportOptions, out: string, name: string): string {
  return resolve(chain === undefined ? join(out, `${name}.parquet`) : out);
}

function line({ chain, workflows, open, events, artifact, ledger }: ChainExport): string {
  return `${chain}: ${workflows} histories (${open} open), ${events} events, ${artifact.bytes} bytes; entry ${ledger.sequence}, ${artifact.sha256}`;
}
