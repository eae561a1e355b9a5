import { randomUUID } from 'node:crypto';
import { publicationKey } from '../keys';
import { onTarget, type PublishTarget } from './target';

/**
 * Finds out whether a target can be written before any work is done for it: makes its folder and writes, replaces and
 * removes a small file.
 * @throws PUBLISH_UNWRITABLE, STORE_FULL, STORE_UNAVAILABLE
 */
export async function probeTarget(target: PublishTarget): Promise<void> {
  const { backend } = target;
  const key = publicationKey(`.probe-${randomUUID()}`);
  await onTarget(async () => {
    await backend.prepare();
    await backend.replace(key, [new Uint8Array(1)], 1);
    await backend.delete(key);
  });
}
