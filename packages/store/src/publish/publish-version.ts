import { canonicalJson, HeadwaterError, isHeadwaterError } from '@headwater/contracts';
import { addressOf, fileChunks, sha256, verified } from '../hashing';
import { publicationKey, type Address } from '../keys';
import { manifestKey, movePointer, readPointer, versionKey, type CurrentPointer } from './pointer';
import { onTarget, uriOf, type PublishTarget } from './target';

export interface PublishedFile extends Address {
  /** Its path in the version's folder. */
  name: string;
  /** Path of the local file to copy. */
  source: string;
  rows: number;
}

/** Small files that lie beside the manifest, which does not name them: they may tell one attempt from another. */
export interface Companions {
  files: readonly { name: string; bytes: Uint8Array }[];
  /** Whether those that a version published before has still speak of it: then they stay as they are. */
  stillHold(found: ReadonlyMap<string, Buffer>): boolean;
}

export interface PublishRequest {
  /** A folder's name. One version is one content for ever. */
  version: string;
  files: readonly PublishedFile[];
  /** Written as canonical JSON. It should name every file by its hash: readers have nothing else to check them by. */
  manifest: object;
  /** Asked before each file and before each of the last two steps; once true nothing more is written. */
  stopRequested?: () => boolean;
  /** Read what was published before and write it anew where it is damaged; else its size is looked at. */
  recheck?: boolean;
  companions?: Companions;
  /** Asked with the version that is published now: whether this one takes its place. Absent: it does. */
  takesPlaceOf?: (current: string) => boolean;
}

export interface Published {
  /** The version's folder. */
  uri: string;
  /** URIs, in the order of the request. */
  files: string[];
  manifestSha256: string;
  manifestUri: string;
  /** The companions as they lie there now, in the order of the request. */
  companions: Buffer[];
  /** True when all of it was published before and nothing was written. */
  alreadyThere: boolean;
  /** Whether the pointer names this version. */
  current: boolean;
}

/**
 * Publishes a version: its files, what lies beside its manifest, the manifest, then the pointer `current.json`. Readers
 * follow the pointer, so they see the version before or all of this one, wherever the publisher is killed; a folder
 * without a manifest is incomplete, and the next attempt overwrites it. Publishing an earlier version again moves the
 * pointer back to it.
 *
 * One attempt at a version at a time: two with equal content do no harm, but two with different content could mix
 * their files before either has a manifest.
 * @throws RUN_CANCELLED once `stopRequested` says so; PUBLISH_UNWRITABLE also when other content was published under this version; STORE_FULL, STORE_UNAVAILABLE,
 *   STORE_KEY_INVALID for a name; ARTIFACT_DAMAGED, SOURCE_NOT_FOUND when a source is not the file it is said to be
 */
export async function publishVersion(target: PublishTarget, request: PublishRequest): Promise<Published> {
  const { version, files } = request;
  const manifest = Buffer.from(canonicalJson(request.manifest));
  const manifestSha256 = sha256(manifest);
  checkNames(request);
  return onTarget(async () => {
    const sealed = await sealedManifest(target, version);
    if (sealed !== null && sealed !== manifestSha256) throw taken(target, version);
    let wrote = await copyFiles(target, request, sealed !== null);
    const companions = await placeCompanions(target, request, sealed !== null);
    wrote ||= companions.wrote;
    if (sealed === null) {
      await removeOthers(target, request);
      stopIfAsked(request);
      await commitManifest(target, version, manifest, manifestSha256);
      wrote = true;
    }
    const current = await pointerOrNull(target);
    const named = current?.version === version && current.manifestSha256 === manifestSha256;
    const takes = current === null || current.version === version || (request.takesPlaceOf?.(current.version) ?? true);
    if (!named && takes) {
      stopIfAsked(request);
      await movePointer(target, version, manifestSha256);
      wrote = true;
    }
    return {
      uri: uriOf(target, `versions/${version}`),
      files: files.map(({ name }) => uriOf(target, versionKey(version, name))),
      manifestSha256,
      manifestUri: uriOf(target, manifestKey(version)),
      companions: companions.bytes,
      alreadyThere: !wrote,
      current: takes,
    };
  });
}

function stopIfAsked({ version, stopRequested }: PublishRequest): void {
  if (stopRequested?.() === true)
    throw new HeadwaterError(
      'RUN_CANCELLED',
      `publishing version ${version} was stopped; the version before stays current`,
    );
}

function checkNames({ version, files, companions }: PublishRequest): void {
  const names = new Set(['manifest.json']);
  for (const { name } of [...files, ...(companions?.files ?? [])]) {
    versionKey(version, name);
    if (names.has(name)) {
      throw new HeadwaterError('STORE_KEY_INVALID', `the name "${name}" is used twice in version ${version}`);
    }
    names.add(name);
  }
}

/** The hash of the version's manifest, null while it has none. */
async function sealedManifest(target: PublishTarget, version: string): Promise<string | null> {
  const bytes = await target.backend.read(manifestKey(version));
  return bytes === null ? null : sha256(bytes);
}

/** Copies what is missing. Without a manifest nobody vouches for what lies there: then all is written anew. */
async function copyFiles(target: PublishTarget, request: PublishRequest, sealed: boolean): Promise<boolean> {
  const { version, files } = request;
  let wrote = false;
  for (const file of files) {
    stopIfAsked(request);
    const key = versionKey(version, file.name);
    if (sealed && (await target.backend.stat(key))?.bytes === file.bytes) {
      if (request.recheck !== true || (await addressOf(target.backend.chunks(key))).sha256 === file.sha256) continue;
    }
    const content = verified(fileChunks(file.source), file, (found) => notTheFile(file, found));
    await target.backend.replace(key, content, file.bytes);
    const written = (await target.backend.stat(key))?.bytes;
    if (written !== file.bytes) {
      const message = `${uriOf(target, key)} has ${written ?? 'no'} bytes after ${file.bytes} were written`;
      throw new HeadwaterError('STORE_UNAVAILABLE', message, { hint: 'Is somebody else writing there?' });
    }
    wrote = true;
  }
  return wrote;
}

/** Before the manifest, so that a version that has one has them too. */
async function placeCompanions(
  target: PublishTarget,
  { version, companions }: PublishRequest,
  sealed: boolean,
): Promise<{ bytes: Buffer[]; wrote: boolean }> {
  if (companions === undefined) return { bytes: [], wrote: false };
  const found = new Map<string, Buffer>();
  for (const { name } of sealed ? companions.files : []) {
    const bytes = await target.backend.read(versionKey(version, name));
    if (bytes !== null) found.set(name, bytes);
  }
  const kept = companions.files.flatMap(({ name }) => found.get(name) ?? []);
  if (kept.length === companions.files.length && companions.stillHold(found)) return { bytes: kept, wrote: false };
  for (const { name, bytes } of companions.files)
    await target.backend.replace(versionKey(version, name), [bytes], bytes.length);
  return { bytes: companions.files.map(({ bytes }) => Buffer.from(bytes)), wrote: companions.files.length > 0 };
}

/** An earlier attempt may have left files that this version does not have; readers that list the folder would read them. */
async function removeOthers(target: PublishTarget, { version, files, companions }: PublishRequest): Promise<void> {
  const kept = [...files, ...(companions?.files ?? [])];
  const ours = new Set<string>(kept.map(({ name }) => versionKey(version, name)));
  for (const { key } of await target.backend.list(publicationKey(`versions/${version}`))) {
    if (!ours.has(key)) await target.backend.delete(publicationKey(key));
  }
}

async function commitManifest(target: PublishTarget, version: string, bytes: Buffer, hash: string): Promise<void> {
  if (await target.backend.create(manifestKey(version), bytes)) return;
  if ((await sealedManifest(target, version)) !== hash) throw taken(target, version);
}

/** A damaged pointer is replaced, not a reason to fail. */
async function pointerOrNull(target: PublishTarget): Promise<CurrentPointer | null> {
  try {
    return await readPointer(target);
  } catch (error) {
    if (isHeadwaterError(error) && error.code === 'ARTIFACT_DAMAGED') return null;
    throw error;
  }
}

function notTheFile(file: PublishedFile, found: Address): HeadwaterError {
  const message = `the file ${file.source} to be published as ${file.name} has ${found.bytes} bytes with hash ${found.sha256}`;
  return new HeadwaterError('ARTIFACT_DAMAGED', `${message}, not ${file.bytes} with ${file.sha256}`);
}

function taken(target: PublishTarget, version: string): HeadwaterError {
  return new HeadwaterError('PUBLISH_UNWRITABLE', `${target.uri} already has a version ${version} with other content`, {
    hint: 'A published version never changes: publish under another version.',
  });
}
