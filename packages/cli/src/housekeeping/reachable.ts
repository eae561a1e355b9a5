import type { ArtifactKind, ArtifactRef, LedgerEntry } from '@headwater/contracts';
import type { ArtifactStore } from '@headwater/store';

/** What takes the room: rows and models. Everything else is what an audit asks for, and stays. */
const BULK: readonly ArtifactKind[] = ['snapshot', 'model-bundle', 'model-file', 'checkpoint', 'shard-list', 'shard'];
/** Artifacts that name others which they are of no use without. */
const NAMES_OTHERS: readonly ArtifactKind[] = ['model-bundle', 'shard-list', 'lineage', 'pool-manifest'];

/** Hashes of the objects that stay. */
export class Reachable {
  readonly kept = new Set<string>();
  private readonly whole = new Set<string>();

  constructor(private readonly store: ArtifactStore) {}

  /**
   * Keeps what a chain still needs of what its entries name: all of those since `cutoff`, of the newest of each kind and
   * of the run that made the version that readers have; of others what is no rows and no model.
   */
  async keepOf(entries: readonly LedgerEntry[], cutoff: string, currentVersion: string | null): Promise<void> {
    const newest = new Map(entries.map((entry) => [entry.kind, entry]));
    const current = entries.findLast(
      ({ kind, facts }) => kind === 'published' && facts['version'] === currentVersion,
    )?.run;
    for (const entry of entries) {
      const needed =
        entry.at >= cutoff || newest.get(entry.kind) === entry || (current !== undefined && entry.run === current);
      for (const ref of entry.artifacts)
        if (needed) await this.keepWhole(ref);
        else this.keepEvidence(ref);
    }
  }

  /** Keeps every artifact that a document names, rows and models only if it is `needed`. */
  async keepNamedIn(document: unknown, needed: boolean): Promise<void> {
    for (const ref of refsIn(document))
      if (needed) await this.keepWhole(ref);
      else this.keepEvidence(ref);
  }

  private keepEvidence(ref: ArtifactRef): void {
    if (!BULK.includes(ref.kind)) this.kept.add(ref.sha256);
  }

  private async keepWhole(ref: ArtifactRef): Promise<void> {
    this.kept.add(ref.sha256);
    if (!NAMES_OTHERS.includes(ref.kind) || this.whole.has(ref.sha256)) return;
    this.whole.add(ref.sha256);
    // One that is gone, or damaged, keeps nothing; to say so is the audit's.
    const named = await this.store.getJson(ref).catch(() => null);
    for (const inner of refsIn(named)) await this.keepWhole(inner);
  }
}

function refsIn(value: unknown): ArtifactRef[] {
  if (typeof value !== 'object' || value === null) return [];
  const { kind, sha256, bytes } = value as Partial<ArtifactRef>;
  if (typeof kind === 'string' && typeof sha256 === 'string' && typeof bytes === 'number')
    return [value as ArtifactRef];
  return Object.values(value).flatMap(refsIn);
}
