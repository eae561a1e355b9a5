import { publicationKey } from '../keys';
import { onTarget, type PublishTarget } from './target';

/** What tells a version from the leftover of one: its manifest, or the tombstone of one that was deleted on record. */
const KNOWN = new Set(['manifest.json', 'deleted.json']);

/**
 * Removes the files of versions that never got their manifest: what a terminated or killed publisher left. A publisher
 * at work writes a file every few minutes at the least, so versions with a file younger than `olderThanMs` are left.
 * @returns the versions that were removed, in alphabetical order
 * @throws PUBLISH_UNWRITABLE, STORE_UNAVAILABLE
 */
export async function sweepUnfinished(target: PublishTarget, olderThanMs: number): Promise<string[]> {
  return onTarget(async () => {
    const found = new Map<string, { keys: string[]; newest: number; sealed: boolean }>();
    for (const { key, modifiedAt } of await target.backend.list(publicationKey('versions'))) {
      const [, version = '', ...path] = key.split('/');
      const files = found.get(version) ?? { keys: [], newest: -Infinity, sealed: false };
      files.keys.push(key);
      // A place that tells no times keeps what it has.
      files.newest = Math.max(files.newest, modifiedAt === null ? Infinity : Date.parse(modifiedAt));
      files.sealed ||= KNOWN.has(path.join('/'));
      found.set(version, files);
    }
    const swept = [...found].filter(([, { sealed, newest }]) => !sealed && newest <= Date.now() - olderThanMs);
    for (const [, { keys }] of swept) for (const key of keys) await target.backend.delete(publicationKey(key));
    return swept.map(([version]) => version).sort();
  });
}
