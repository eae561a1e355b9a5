import type { ArtifactRef, ArtifactTree, LedgerEntry } from '@headwater/contracts';
import { NOT_THERE, type Objects } from '../objects';

/**
 * Looks at an artifact that an entry names, and at those that it names itself: a bundle's files, a list's shards. Each
 * is read once. What a `deleted` entry names may be gone.
 */
export class NamedArtifacts {
  private readonly sound = new Set<string>();

  constructor(
    private readonly objects: Objects,
    private readonly deleted: ReadonlySet<string>,
  ) {}

  /** What is wrong, in words; null where nothing is. */
  async fault(ref: ArtifactRef): Promise<string | null> {
    if (this.sound.has(ref.sha256)) return null;
    const fault = await this.objects.fault(ref);
    if (fault === NOT_THERE && this.deleted.has(ref.sha256)) return null;
    if (fault !== null) return fault;
    for (const inner of await this.inner(ref)) {
      const damage = await this.fault(inner);
      if (damage !== null) return `${inner.kind} ${inner.sha256} in it: ${damage}`;
    }
    this.sound.add(ref.sha256);
    return null;
  }

  private async inner(ref: ArtifactRef): Promise<ArtifactRef[]> {
    if (ref.kind !== 'model-bundle' && ref.kind !== 'shard-list') return [];
    const document = JSON.parse((await this.objects.read(ref)).toString('utf8')) as
      ArtifactTree | { shards: ArtifactRef[] };
    return 'shards' in document ? document.shards : Object.values(document.files);
  }
}

/** Hashes of the objects that an entry says were deleted. */
export function deletedObjects({ kind, facts }: LedgerEntry): string[] {
  const { objects } = facts;
  return kind === 'deleted' && Array.isArray(objects) ? objects.map(String) : [];
}
