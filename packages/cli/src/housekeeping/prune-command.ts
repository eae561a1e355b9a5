import { HeadwaterError, WORKFLOWS, type LedgerEntry } from '@headwater/contracts';
import { readPointer, sha256, signerOf, type ArtifactStore, type StoreEntry } from '@headwater/store';
import { placeOf } from '../audit/publication-place';
import { listRuns } from '../find-run';
import { readKey } from '../ledger-key';
import { printJson } from '../output';
import { openSession, type Session } from '../session';
import { Reachable } from './reachable';

interface PruneOptions {
  state: string;
  json?: boolean;
  olderThan: string;
  dryRun: boolean;
}

interface Doomed {
  sha256: string;
  bytes: number;
}

const HOURS = { h: 1, d: 24, w: 7 * 24 } as const;
const HOUR_MS = 3_600_000;

/**
 * `headwater prune`: removes rows and models that no chain needs any more: what was made before a time and belongs to no
 * entry since, to no newest entry of its kind and not to the version that readers have. Evidence, manifests, cards and
 * exports stay. Each chain's ledger is told first which of the artifacts it names are gone. While a run is in progress
 * nothing is removed: it may be about to reuse what looks forgotten.
 */
export async function pruneCommand(options: PruneOptions): Promise<void> {
  const cutoff = new Date(Date.now() - ageOf(options.olderThan)).toISOString();
  const session = await openSession(options.state);
  try {
    const { store, state } = session;
    const signer = signerOf(await readKey(state.ledgerKey));
    await refuseWhileRunning(session);
    const ledgers = await ledgersOf(store);
    for (const chain of ledgers.keys()) await store.ledger(chain).admit(signer);
    const doomed = await doomedObjects(session, ledgers, cutoff);
    if (!options.dryRun && doomed.length > 0) {
      const at = new Date().toISOString();
      for (const [chain, entries] of ledgers) {
        const objects = namedBy(entries, doomed);
        if (objects.length === 0) continue;
        const id = `pruned/${sha256(objects.join())}`;
        const facts = { why: 'pruned', olderThan: options.olderThan, objects };
        await store.ledger(chain).append({ id, kind: 'deleted', at, facts, artifacts: [] }, signer);
      }
      await refuseWhileRunning(session);
      for (const object of doomed) await store.delete(object);
    }
    report(doomed, options);
  } finally {
    await session.close();
  }
}

async function doomedObjects(
  { store, state }: Session,
  ledgers: ReadonlyMap<string, LedgerEntry[]>,
  cutoff: string,
): Promise<Doomed[]> {
  const reachable = new Reachable(store);
  for (const [chain, entries] of ledgers) {
    const published = entries.findLast(({ kind }) => kind === 'published');
    const spec = entries.flatMap((entry) => entry.artifacts).findLast(({ kind }) => kind === 'spec');
    const target = published && (await placeOf(state, store, chain, String(published.facts['uri']), spec));
    // Where readers cannot be asked what they have, all of the chain stays.
    const all = published !== undefined && target === null;
    const current = target ? ((await readPointer(target))?.version ?? null) : null;
    await reachable.keepOf(entries, all ? '' : cutoff, current);
  }
  for (const run of await listRuns(store)) await reachable.keepNamedIn(run, run.submittedAt >= cutoff);
  return (await store.list('objects')).flatMap((entry) => {
    const object = { sha256: hashOf(entry), bytes: entry.bytes };
    const old = entry.modifiedAt !== null && entry.modifiedAt < cutoff;
    return old && !reachable.kept.has(object.sha256) ? [object] : [];
  });
}

async function ledgersOf(store: ArtifactStore): Promise<Map<string, LedgerEntry[]>> {
  const ledgers = new Map<string, LedgerEntry[]>();
  for (const chain of await store.ledgers()) {
    const entries: LedgerEntry[] = [];
    for await (const entry of store.ledger(chain).entries()) entries.push(entry);
    ledgers.set(chain, entries);
  }
  return ledgers;
}

/** Of the doomed, those that the entries name themselves; what is named by these is not asked for without them. */
function namedBy(entries: readonly LedgerEntry[], doomed: readonly Doomed[]): string[] {
  const named = new Set(entries.flatMap(({ artifacts }) => artifacts.map(({ sha256 }) => sha256)));
  return doomed.map(({ sha256 }) => sha256).filter((sha256) => named.has(sha256));
}

/** objects/sha256/<two digits>/<the rest> */
function hashOf({ key }: StoreEntry): string {
  return key.split('/').slice(-2).join('');
}

async function refuseWhileRunning({ client }: Session): Promise<void> {
  const query = `ExecutionStatus = "Running" AND WorkflowType = "${WORKFLOWS.chainRun}"`;
  const { count } = await client.workflow.count(query);
  if (count === 0) return;
  throw new HeadwaterError('RUNS_IN_PROGRESS', `${count} run${count === 1 ? ' is' : 's are'} in progress`, {
    hint: 'Wait for them, or pause the chains, and prune again.',
  });
}

/** @throws USAGE */
function ageOf(text: string): number {
  const [, number, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * HOURS[unit as keyof typeof HOURS] * HOUR_MS;
  throw new HeadwaterError('USAGE', `--older-than ${JSON.stringify(text)} is no age`, {
    hint: 'Write it as 12h, 30d or 8w.',
  });
}

function report(doomed: readonly Doomed[], options: PruneOptions): void {
  const bytes = doomed.reduce((sum, object) => sum + object.bytes, 0);
  if (options.json) printJson({ dryRun: options.dryRun, objects: doomed.map(({ sha256 }) => sha256), bytes });
  else {
    const done = options.dryRun ? 'would be removed' : 'removed';
    process.stdout.write(`${doomed.length} artifacts, ${bytes} bytes ${done}\n`);
  }
}
