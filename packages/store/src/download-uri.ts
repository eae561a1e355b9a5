import { open } from 'node:fs/promises';
import { HeadwaterError, isHeadwaterError } from '@headwater/contracts';
import { openBackend } from './backend/open-backend';
import { publicationKey } from './keys';
import { parseLocation } from './location';

/**
 * Copies one file of a place the store can reach (`s3://bucket/path/file?endpoint=…`) to a local path, in bounded
 * memory. For sources: nothing is known of their content, so nothing is verified here.
 * @throws STORE_URI_INVALID, SOURCE_NOT_FOUND, STORE_UNAVAILABLE
 */
export async function downloadUri(uri: string, path: string): Promise<void> {
  const { folder, name } = splitUri(uri);
  const backend = openBackend(parseLocation(folder), { temporary: 'tmp', mode: 0o700 });
  const handle = await open(path, 'w');
  try {
    for await (const chunk of backend.chunks(publicationKey(name))) await handle.appendFile(chunk);
  } catch (error) {
    if (!isHeadwaterError(error) || error.code !== 'ARTIFACT_MISSING') throw error;
    throw new HeadwaterError('SOURCE_NOT_FOUND', `no such object: ${uri}`, { where: uri, cause: error });
  } finally {
    await handle.close();
  }
}

/** The last part of the path is the file; what stands before it, with the options, is the place. */
function splitUri(uri: string): { folder: string; name: string } {
  const [address = '', query] = uri.split('?', 2);
  const at = address.lastIndexOf('/');
  const name = address.slice(at + 1);
  if (name === '')
    throw new HeadwaterError('STORE_URI_INVALID', `${uri} names no file`, {
      hint: 'Write it as s3://bucket/path/file.csv.',
    });
  return { folder: address.slice(0, at) + (query === undefined ? '' : `?${query}`), name };
}
