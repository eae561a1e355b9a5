import { HeadwaterError, isHeadwaterError, type ErrorCode } from '@headwater/contracts';
import type { Backend } from '../backend/backend';
import { openBackend } from '../backend/open-backend';
import { parseLocation } from '../location';

/** A place where datasets are published. */
export interface PublishTarget {
  readonly uri: string;
  readonly backend: Backend;
}

/**
 * Names a publish target: a path or a URI as for `openStore`. Touches nothing; `probeTarget` does.
 * @throws STORE_URI_INVALID
 */
export function openTarget(uriOrPath: string): Promise<PublishTarget> {
  // As a promise, because what comes next is one: a wrong URI rejects like everything else that can go wrong.
  return Promise.resolve(uriOrPath).then((uri) => {
    const backend = openBackend(parseLocation(uri), { temporary: '.tmp' });
    return { uri: backend.uri, backend };
  });
}

/** The address of a key as readers of the data write it, without the options that were needed to publish it. */
export function uriOf(target: PublishTarget, key: string): string {
  const base = target.uri.startsWith('s3:') ? target.uri.split('?', 1)[0] : target.uri;
  return `${base}/${key}`;
}

const CANNOT_WRITE: readonly ErrorCode[] = ['STATE_UNWRITABLE', 'STORE_DENIED', 'STORE_URI_INVALID'];

/** Runs work on a target; that it cannot be written is then told as PUBLISH_UNWRITABLE. */
export async function onTarget<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isHeadwaterError(error) || !CANNOT_WRITE.includes(error.code)) throw error;
    throw new HeadwaterError('PUBLISH_UNWRITABLE', `the publish target ${error.message}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
