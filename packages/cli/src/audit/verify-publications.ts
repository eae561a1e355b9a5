import type { ArtifactRef, LedgerEntry } from '@headwater/contracts';
import { readPointer, VersionFolder, versionsAt, type ArtifactStore, type PublishTarget } from '@headwater/store';
import type { StateFolder } from '../state-folder';
import { placeOf } from './publication-place';
import { unknownVersionFault, versionFault, type VersionOnRecord } from './verify-version';

/** A version as the ledger has it last. */
export interface PublishedOnRecord extends VersionOnRecord {
  sequence: number;
  version: string;
  uri: string;
  /** The chain file it was published under. */
  spec: ArtifactRef | undefined;
  deleted: boolean;
}

export interface PublicationsFinding {
  checked: number;
  deleted: number;
  /** Where versions were published that cannot be reached from here. */
  unreachable: string[];
  fault: { sequence: number; what: string } | null;
}

/** Takes in one entry more of a chain's ledger; `specs` and `versions` grow. */
export function takeIn(
  entry: LedgerEntry,
  keys: ReadonlyMap<string, string>,
  specs: Map<string, ArtifactRef>,
  versions: Map<string, PublishedOnRecord>,
): void {
  const { kind, facts, artifacts, run = '', sequence } = entry;
  const spec = artifacts.find((ref) => ref.kind === 'spec');
  if (kind === 'ingested' && spec !== undefined) specs.set(run, spec);
  const version = String(facts['version']);
  if (kind === 'published')
    versions.set(version, {
      sequence,
      version,
      uri: String(facts['uri']),
      manifestSha256: String(facts['manifestSha256']),
      documents: new Set(artifacts.filter((ref) => ref.kind === 'attestation').map(({ sha256 }) => sha256)),
      keys: new Map(keys),
      spec: specs.get(run),
      deleted: false,
    });
  const known = versions.get(version);
  if (kind === 'deleted' && known !== undefined) versions.set(version, { ...known, deleted: true });
}

/** Checks every version of a chain that can be reached, and what readers are pointed to. */
export async function verifyPublications(
  state: StateFolder,
  store: ArtifactStore,
  chain: string,
  versions: ReadonlyMap<string, PublishedOnRecord>,
  keys: ReadonlyMap<string, string>,
): Promise<PublicationsFinding> {
  const found: PublicationsFinding = { checked: 0, deleted: 0, unreachable: [], fault: null };
  const targets = new Map<string, { target: PublishTarget; last: PublishedOnRecord }>();
  for (const record of versions.values()) {
    const target = await placeOf(state, store, chain, record.uri, record.spec);
    if (target === null) {
      found.unreachable.push(record.uri);
      continue;
    }
    targets.set(target.uri, { target, last: record });
    const folder = new VersionFolder(target, record.version);
    const what = record.deleted ? await leftOver(folder) : await versionFault(folder, record);
    if (what !== null)
      return { ...found, fault: { sequence: record.sequence, what: `version ${record.version}: ${what}` } };
    if (record.deleted) found.deleted++;
    else found.checked++;
  }
  for (const { target, last } of targets.values()) {
    const what = await targetFault(target, versions, keys);
    if (what !== null) return { ...found, fault: { sequence: last.sequence, what } };
  }
  return found;
}

async function leftOver(folder: VersionFolder): Promise<string | null> {
  const left = (await folder.names()).find((name) => name !== 'deleted.json');
  return left === undefined ? null : `its deletion is on record, and ${left} is still there: delete it again`;
}

/** The pointer names a version of the ledger, and no folder holds one that it does not know. */
async function targetFault(
  target: PublishTarget,
  versions: ReadonlyMap<string, PublishedOnRecord>,
  keys: ReadonlyMap<string, string>,
): Promise<string | null> {
  for (const version of await versionsAt(target)) {
    if (versions.has(version)) continue;
    const fault = await unknownVersionFault(new VersionFolder(target, version), keys);
    if (fault !== null) return fault;
  }
  const pointer = await readPointer(target).catch(() => 'damaged' as const);
  if (pointer === 'damaged') return 'current.json does not name a version';
  const reachable = [...versions.values()].some(({ deleted }) => !deleted);
  if (pointer === null) return reachable ? 'current.json is missing' : null;
  const named = versions.get(pointer.version);
  if (named === undefined) {
    const there = (await versionsAt(target)).includes(pointer.version);
    return there ? null : `current.json points to version ${pointer.version}, which is not there`;
  }
  if (named.deleted) return `current.json points to version ${pointer.version}, whose deletion is on record`;
  return named.manifestSha256 === pointer.manifestSha256
    ? null
    : `current.json names another manifest of version ${pointer.version} than the ledger`;
}
