import {
  canonicalJson,
  HeadwaterError,
  MEDIA_TYPES,
  type ArtifactKind,
  type ArtifactRef,
  type ArtifactTree,
} from '@headwater/contracts';
import type { Backend, StoreEntry } from './backend/backend';
import { addressOfFile, fileChunks, sha256, verified } from './hashing';
import { objectKey, publicationKey, storeKey, type Address } from './keys';
import { Ledger } from './ledger/ledger';
import { deletedObjects, NamedArtifacts } from './ledger/named-artifacts';
import { verifyLedger, type LedgerFinding, type LedgerReading } from './ledger/verify-ledger';
import { openLocalFile, writeLocalFile, type LocalFile } from './local-files';
import { Objects } from './objects';
import { Checkpoints } from './records/checkpoints';
import { Documents } from './records/documents';
import { RunDocuments } from './records/run-documents';
import { StageRecords } from './records/stage-records';

/**
 * Artifacts by content, and the few records that have names. Every method may throw STORE_UNAVAILABLE, which passes,
 * and STORE_DENIED or STATE_UNWRITABLE, which do not; those that write, STORE_FULL too, and then nothing half written
 * is seen. A ref whose hash is not 64 hex digits is refused with STORE_KEY_INVALID.
 */
export class ArtifactStore {
  readonly uri: string;
  readonly stages: StageRecords;
  readonly checkpoints: Checkpoints;
  readonly runs: RunDocuments;
  private readonly objects: Objects;
  private readonly documents: Documents;

  constructor(private readonly backend: Backend) {
    this.uri = backend.uri;
    this.objects = new Objects(backend);
    this.documents = new Documents(backend);
    this.stages = new StageRecords(this.documents, this.objects);
    this.checkpoints = new Checkpoints(backend);
    this.runs = new RunDocuments(this.documents);
  }

  /** The append-only record of a chain. Throws STORE_KEY_INVALID for a name that is no chain's. */
  ledger(chain: string): Ledger {
    return new Ledger(this.backend, this.documents, chain);
  }

  /** Chains that have a ledger, in alphabetical order. */
  async ledgers(): Promise<string[]> {
    const entries = await this.backend.list(storeKey('ledger'));
    return [...new Set(entries.map(({ key }) => key.split('/')[1] as string))].sort();
  }

  /** Goes through a chain's ledger and the artifacts it names, as deep as those name others; see verifyLedger. */
  async verifyLedger(
    chain: string,
    known: Pick<LedgerReading, 'remembered' | 'openedBy' | 'onEntry'>,
  ): Promise<LedgerFinding> {
    const ledger = this.ledger(chain);
    // Deletions are entered later than what they delete. That an entry says so is believed only as the whole is sound.
    const deleted = new Set<string>();
    for await (const entry of ledger.entries()) for (const object of deletedObjects(entry)) deleted.add(object);
    const artifacts = new NamedArtifacts(this.objects, deleted);
    return verifyLedger({
      ...known,
      chain,
      sequences: await ledger.sequences(),
      bytes: (sequence) => ledger.bytes(sequence),
      artifact: (ref) => artifacts.fault(ref),
    });
  }

  /** Stores bytes; equal bytes are stored once. Whatever damaged copy was there is written anew. */
  async putBytes(kind: ArtifactKind, mediaType: string, bytes: Uint8Array, rows?: number): Promise<ArtifactRef> {
    const address = { sha256: sha256(bytes), bytes: bytes.length };
    await this.objects.put(address, () => [bytes]);
    return refTo(address, kind, mediaType, rows);
  }

  /**
   * Stores a file's content in bounded memory. The file is read twice, to name it and to copy it, and must not change
   * in between.
   * @throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE, ARTIFACT_DAMAGED when it changed
   */
  async putFile(kind: ArtifactKind, mediaType: string, path: string, rows?: number): Promise<ArtifactRef> {
    const address = await addressOfFile(path);
    const changed = () =>
      new HeadwaterError('ARTIFACT_DAMAGED', `the file ${path} changed while it was being stored`, {
        hint: 'Put files into the store only after they are complete.',
      });
    await this.objects.put(address, () => verified(fileChunks(path), address, changed));
    return refTo(address, kind, mediaType, rows);
  }

  /** Stores a value as canonical JSON. */
  async putJson(kind: ArtifactKind, value: unknown): Promise<ArtifactRef> {
    return this.putBytes(kind, MEDIA_TYPES.json, Buffer.from(canonicalJson(value)));
  }

  /**
   * Stores a folder: its relative paths and the refs of its files, which must be in the store already.
   * @throws STORE_KEY_INVALID for a path that could lead out of the folder
   */
  async putTree(kind: ArtifactKind, files: Record<string, ArtifactRef>): Promise<ArtifactRef> {
    for (const path of Object.keys(files)) publicationKey(path);
    return this.putJson(kind, { files } satisfies ArtifactTree);
  }

  /** @throws ARTIFACT_MISSING, ARTIFACT_DAMAGED when the bytes do not match the ref's hash and size */
  async getBytes(ref: Address): Promise<Buffer> {
    return this.objects.read(ref);
  }

  /** @throws as getBytes; ARTIFACT_DAMAGED too when it is not JSON. The caller vouches for the type. */
  async getJson<T = unknown>(ref: Address): Promise<T> {
    const bytes = await this.getBytes(ref);
    try {
      return JSON.parse(bytes.toString('utf8')) as T;
    } catch (cause) {
      throw new HeadwaterError('ARTIFACT_DAMAGED', `the artifact ${ref.sha256} is not JSON`, { cause });
    }
  }

  /** @throws as getJson; ARTIFACT_DAMAGED too when it is not a tree, STORE_KEY_INVALID when a path leads out of it */
  async getTree(ref: Address): Promise<ArtifactTree> {
    const tree = await this.getJson<Partial<ArtifactTree> | null>(ref);
    if (typeof tree !== 'object' || typeof tree?.files !== 'object' || tree.files === null) {
      throw new HeadwaterError('ARTIFACT_DAMAGED', `the artifact ${ref.sha256} is not a folder of artifacts`);
    }
    for (const path of Object.keys(tree.files)) publicationKey(path);
    return { files: tree.files };
  }

  /**
   * Copies an artifact to a file, which appears only when it is complete and right. Its folder is made if need be.
   * @throws as getBytes; STORE_FULL and STATE_UNWRITABLE for the path too
   */
  async getFile(ref: Address, path: string): Promise<void> {
    await writeLocalFile(this.objects, ref, path);
  }

  /**
   * A file with the artifact's bytes, checked: the store's own where it lies on this machine, else a temporary copy.
   * Read it only, and release it.
   * @throws as getFile
   */
  async withLocalFile(ref: Address): Promise<LocalFile> {
    return openLocalFile(this.objects, ref);
  }

  /** Where the object lies, for people: a path or a URI. Read it through this class, which checks it. */
  uriOf(ref: Address): string {
    const [place, options] = this.uri.split('?', 2);
    return `${place}/${objectKey(ref.sha256)}${options === undefined ? '' : `?${options}`}`;
  }

  /** Size and time of the stored object, without reading it; null when it is not there. */
  async stat(ref: Address): Promise<{ bytes: number; modifiedAt: string | null } | null> {
    return this.objects.stat(ref);
  }

  /** Whether the object is there with the right size; its content is checked when it is read. */
  async has(ref: Address): Promise<boolean> {
    return this.objects.has(ref);
  }

  /** All keys below a folder ("objects", "runs", "damaged", ""), sorted. */
  async list(folder: string): Promise<StoreEntry[]> {
    return this.backend.list(folder === '' ? '' : storeKey(folder.replace(/\/$/, '')));
  }

  /** Removes an object. Nothing happens when it is not there. */
  async delete(ref: Address): Promise<void> {
    await this.objects.delete(ref);
  }
}

function refTo(address: Address, kind: ArtifactKind, mediaType: string, rows: number | undefined): ArtifactRef {
  return { kind, ...address, mediaType, ...(rows === undefined ? {} : { rows }) };
}
