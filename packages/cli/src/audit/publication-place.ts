import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isHeadwaterError, type ArtifactRef, type ChainSpec } from '@headwater/contracts';
import { openTarget, versionsAt, type ArtifactStore, type PublishTarget } from '@headwater/store';
import type { StateFolder } from '../state-folder';

/**
 * The target that a version's folder was published at; null where it cannot be reached from here. A state folder may
 * have been moved or copied: what it published below itself is then looked for below itself.
 */
export async function placeOf(
  state: StateFolder,
  store: ArtifactStore,
  chain: string,
  versionUri: string,
  spec: ArtifactRef | undefined,
): Promise<PublishTarget | null> {
  const uri = versionUri.replace(/\/versions\/[^/]+$/, '');
  if (uri.startsWith('/')) {
    const path = localPlace(state, chain, uri);
    return path === null ? null : openTarget(path);
  }
  // How it is reached is no part of the address that readers use, but of the chain file.
  const target = spec === undefined ? null : (await store.getJson<ChainSpec>(spec)).publish.target;
  try {
    const opened = await openTarget(target ?? uri);
    await versionsAt(opened);
    return opened;
  } catch (error) {
    if (isHeadwaterError(error)) return null;
    throw error;
  }
}

function localPlace(state: StateFolder, chain: string, uri: string): string | null {
  const own = join(state.published, chain);
  if (!uri.endsWith(`/published/${chain}`)) return existsSync(uri) ? uri : null;
  if (uri === own || existsSync(own)) return own;
  if (existsSync(uri)) return uri;
  // Where the state folder it was published from is gone, this one is its copy and should have it.
  return existsSync(dirname(dirname(uri))) ? null : own;
}
