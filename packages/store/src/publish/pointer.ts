import { canonicalJson, HeadwaterError } from '@headwater/contracts';
import { sha256 } from '../hashing';
import { publicationKey, type StoreKey } from '../keys';
import type { PublishTarget } from './target';

/** The one file that says which version is published. */
export interface CurrentPointer {
  version: string;
  manifestSha256: string;
  /** ISO time. */
  updatedAt: string;
}

const POINTER = publicationKey('current.json');

/** @throws STORE_KEY_INVALID when the version cannot be a folder's name */
export function versionKey(version: string, file: string): StoreKey {
  if (version.includes('/')) throw new HeadwaterError('STORE_KEY_INVALID', `the version "${version}" has a "/"`);
  return publicationKey(`versions/${version}/${file}`);
}

export function manifestKey(version: string): StoreKey {
  return versionKey(version, 'manifest.json');
}

/** One step for every reader: it sees the version before or this one. */
export async function movePointer(target: PublishTarget, version: string, manifestSha256: string): Promise<void> {
  const pointer: CurrentPointer = { version, manifestSha256, updatedAt: new Date().toISOString() };
  const bytes = Buffer.from(`${canonicalJson(pointer)}\n`);
  await target.backend.replace(POINTER, [bytes], bytes.length);
}

/**
 * Moves the pointer to a version that is there already.
 * @throws VERSION_UNKNOWN when its manifest is not there, or is another
 */
export async function pointTo(target: PublishTarget, version: string, manifestSha256: string): Promise<void> {
  const bytes = await target.backend.read(manifestKey(version));
  if (bytes === null || sha256(bytes) !== manifestSha256) {
    const what = bytes === null ? 'is not there' : 'is not the one that was published';
    throw new HeadwaterError('VERSION_UNKNOWN', `the version ${version} in ${target.uri} ${what}`, {
      hint: 'Choose another version; `headwater chains NAME` lists them.',
    });
  }
  if ((await readPointer(target))?.version !== version) await movePointer(target, version, manifestSha256);
}

/** @throws ARTIFACT_DAMAGED when the pointer cannot be read as one */
export async function readPointer(target: PublishTarget): Promise<CurrentPointer | null> {
  const bytes = await target.backend.read(POINTER);
  if (bytes === null) return null;
  const pointer = parse(bytes);
  if (pointer !== null) return pointer;
  throw new HeadwaterError('ARTIFACT_DAMAGED', `current.json in ${target.uri} does not name a version`, {
    hint: 'Publish a version again: it is then written anew.',
  });
}

function parse(bytes: Buffer): CurrentPointer | null {
  try {
    const pointer = JSON.parse(bytes.toString('utf8')) as Partial<CurrentPointer> | null;
    const { version, manifestSha256, updatedAt } = pointer ?? {};
    if (typeof version !== 'string' || typeof manifestSha256 !== 'string' || typeof updatedAt !== 'string') return null;
    return { version, manifestSha256, updatedAt };
  } catch {
    return null;
  }
}

export interface CurrentVersion extends CurrentPointer {
  /** As it was published, checked against the pointer. */
  manifest: unknown;
}

/**
 * The published version; null when nothing was published yet.
 * @throws ARTIFACT_MISSING, ARTIFACT_DAMAGED when its manifest is gone or is not the one that the pointer names
 */
export async function readCurrent(target: PublishTarget): Promise<CurrentVersion | null> {
  const pointer = await readPointer(target);
  if (pointer === null) return null;
  const bytes = await target.backend.read(manifestKey(pointer.version));
  const where = `the manifest of version ${pointer.version} in ${target.uri}`;
  if (bytes === null) throw new HeadwaterError('ARTIFACT_MISSING', `${where} is gone`);
  if (sha256(bytes) !== pointer.manifestSha256) {
    throw new HeadwaterError('ARTIFACT_DAMAGED', `${where} is not the one that current.json names`);
  }
  return { ...pointer, manifest: JSON.parse(bytes.toString('utf8')) as unknown };
}
