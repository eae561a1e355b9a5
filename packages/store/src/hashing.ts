import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { HeadwaterError, isHeadwaterError } from '@headwater/contracts';
import type { Address } from './keys';

export type Chunks = AsyncIterable<Uint8Array>;

/** What is to be written: bytes as they come, or `[bytes]`. */
export type Content = Chunks | Iterable<Uint8Array>;

const FILE_CHUNK = 1 << 20;

/** Lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Bytes of a local file, a mebibyte at a time.
 * @throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE
 */
export async function* fileChunks(path: string): Chunks {
  try {
    yield* createReadStream(path, { highWaterMark: FILE_CHUNK }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (isHeadwaterError(error)) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new HeadwaterError('SOURCE_NOT_FOUND', `there is no file ${path}`, { cause: error });
    throw new HeadwaterError('SOURCE_UNREADABLE', `the file ${path} cannot be read (${code ?? String(error)})`, {
      cause: error,
    });
  }
}

/** @throws what `fileChunks` throws */
export function addressOfFile(path: string): Promise<Address> {
  return addressOf(fileChunks(path));
}

export async function addressOf(chunks: Content): Promise<Address> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/**
 * Passes chunks on and throws after the last one when they were not what the address names. Who consumes it must
 * therefore commit nothing before it has ended.
 */
export async function* verified(
  chunks: Chunks,
  address: Address,
  onMismatch: (found: Address) => HeadwaterError | Promise<HeadwaterError>,
): Chunks {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  const found = { sha256: hash.digest('hex'), bytes };
  if (found.sha256 !== address.sha256 || found.bytes !== address.bytes) throw await onMismatch(found);
}
