import { HeadwaterError, type ArtifactRef } from '@headwater/contracts';

declare const checked: unique symbol;

/**
 * A key that has been checked. Backends take nothing else: OpenDAL's file system service joins keys to its root as they
 * come and follows `../` out of it (seen with 0.49.2), so no unchecked string may reach it.
 */
export type StoreKey = string & { readonly [checked]: true };

const STORE_PART = /^[a-z0-9._-]{1,128}$/;
const PUBLICATION_PART = /^[A-Za-z0-9._=-]{1,128}$/;
const LONGEST = 512;

/**
 * A key inside a store: parts of `a-z 0-9 . _ -`, at most 128 characters each and 512 in all, joined by `/`.
 * @throws STORE_KEY_INVALID
 */
export function storeKey(key: string): StoreKey {
  return checkParts(key, STORE_PART, 'a-z, 0-9, ".", "_" and "-"');
}

/**
 * A key inside a publish target or an artifact tree, where people choose the names: capitals and `=` are allowed too.
 * @throws STORE_KEY_INVALID
 */
export function publicationKey(key: string): StoreKey {
  return checkParts(key, PUBLICATION_PART, 'letters, digits, ".", "_", "=" and "-"');
}

function checkParts(key: string, part: RegExp, allowed: string): StoreKey {
  const parts = key.split('/');
  if (key.length <= LONGEST && parts.every((p) => part.test(p) && p !== '.' && p !== '..')) return key as StoreKey;
  throw new HeadwaterError('STORE_KEY_INVALID', `the key ${JSON.stringify(key.slice(0, LONGEST))} cannot be used`, {
    hint: `Use parts of ${allowed}, none of them empty, "." or "..", joined by "/", ${LONGEST} characters at most.`,
  });
}

const SHA256 = /^[0-9a-f]{64}$/;

/** @throws STORE_KEY_INVALID when it is not 64 lower-case hex digits. */
export function checkSha256(text: string): string {
  if (SHA256.test(text)) return text;
  throw new HeadwaterError('STORE_KEY_INVALID', `${JSON.stringify(String(text).slice(0, 80))} is not a SHA-256`, {
    hint: 'A SHA-256 is written as 64 lower-case hex digits.',
  });
}

/** The part of a ref that decides which bytes are meant. */
export type Address = Pick<ArtifactRef, 'sha256' | 'bytes'>;

/** Two digits of the hash make a folder, so that no folder holds more than a 256th of the objects. */
export function objectKey(sha256: string): StoreKey {
  checkSha256(sha256);
  return storeKey(`objects/sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`);
}

/** Where an object goes whose bytes no longer match its address. */
export function damagedKey(sha256: string): StoreKey {
  return storeKey(`damaged/sha256/${checkSha256(sha256)}`);
}
