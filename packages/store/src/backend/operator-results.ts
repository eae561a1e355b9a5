import type { Metadata } from 'opendal';
import type { StoreEntry } from './backend';
import { isKind } from './failures';

/** Null where OpenDAL says that there is nothing. */
export async function ifFound<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isKind(error, 'NotFound')) return null;
    throw error;
  }
}

export function describe(metadata: Metadata): Omit<StoreEntry, 'key'> {
  return { bytes: Number(metadata.contentLength ?? 0n), modifiedAt: metadata.lastModified };
}

/** The same memory as the Buffer that OpenDAL asks for. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
