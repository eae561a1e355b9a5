import type { Chunks, Content } from '../hashing';
import type { StoreKey } from '../keys';

export interface StoreEntry {
  key: string;
  bytes: number;
  /** ISO time; null where the service does not tell. */
  modifiedAt: string | null;
}

/**
 * What a place for bytes must be able to do. Two promises hold for every implementation: a key is seen either with all
 * its bytes or not at all, and bytes are durable before the call that wrote them resolves.
 *
 * All methods throw STORE_FULL, STORE_UNAVAILABLE, STORE_DENIED or STATE_UNWRITABLE; an error thrown by the chunks they
 * are given is passed on as it is, and then nothing was written.
 */
export interface Backend {
  readonly uri: string;
  /** Checks that the place is there and can be written, and makes it where that is possible. */
  prepare(): Promise<void>;
  stat(key: StoreKey): Promise<Omit<StoreEntry, 'key'> | null>;
  /** Null when there is nothing under the key. */
  read(key: StoreKey): Promise<Buffer | null>;
  /** Throws ARTIFACT_MISSING when there is nothing under the key. */
  chunks(key: StoreKey): Chunks;
  /** Commits if absent: of many who call it at once for one key, exactly one gets true. */
  create(key: StoreKey, bytes: Uint8Array): Promise<boolean>;
  /**
   * As `create` for content of any size that its key names, so that a second writer can only write the same again. A
   * backend may then let the second replace the first.
   */
  createNamedByContent(key: StoreKey, content: Content, bytes: number): Promise<boolean>;
  /** Puts the content under the key in one step, whatever was there. */
  replace(key: StoreKey, content: Content, bytes: number): Promise<void>;
  move(from: StoreKey, to: StoreKey): Promise<void>;
  /** Nothing happens when there is nothing under the key. */
  delete(key: StoreKey): Promise<void>;
  /** All keys below the folder, sorted. The empty string stands for the root. */
  list(folder: StoreKey | ''): Promise<StoreEntry[]>;
  /** The path of the bytes on this machine, where they have one. */
  localPath(key: StoreKey): string | null;
}
