import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { GenerationLock } from '../generation-lock';

const KEY_BYTES = 32;

/** A file of encryption keys, as read. */
export interface CodecKeys {
  /** Id of the key that encrypts; every key decrypts. */
  active: string;
  /** Key id → 32 bytes. Ids are part of every payload and no secret. */
  keys: ReadonlyMap<string, Buffer>;
}

interface WrittenKeys {
  version: 1;
  active: string;
  /** Id → base64. */
  keys: Record<string, string>;
}

/** @throws HeadwaterError CODEC_KEYS_INVALID, which never quotes a key */
export function readCodecKeys(path: string): CodecKeys {
  const written = parse(path);
  const keys = new Map<string, Buffer>();
  for (const [id, text] of Object.entries(written.keys)) {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
    if (bytes.length !== KEY_BYTES)
      throw unusable(path, `the key ${JSON.stringify(id)} is not ${KEY_BYTES} bytes in base64`);
    keys.set(id, bytes);
  }
  if (!keys.has(written.active))
    throw unusable(path, `its active key ${JSON.stringify(written.active)} is not among its keys`);
  return { active: written.active, keys };
}

/**
 * Makes a file with one key, its owner's alone, unless there is one; of two processes that do at once, one does.
 *
 * @returns whether this one did
 */
export function createCodecKeys(path: string): boolean {
  if (existsSync(path)) return false;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const active = newKeyId();
  const draft = `${path}.${process.pid}`;
  write(draft, { version: 1, active, keys: { [active]: newKey() } });
  try {
    // Linked whole: nobody ever reads half a file, and nobody's file is overwritten.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Adds a key and answers its id; from then on it encrypts, unless `inactive`. */
export function addCodecKey(path: string, inactive = false): string {
  const id = newKeyId();
  change(path, (written) => ({
    ...written,
    active: inactive ? written.active : id,
    keys: { ...written.keys, [id]: newKey() },
  }));
  return id;
}

/** Has a key of the file encrypt from now on. */
export function useCodecKey(path: string, id: string): void {
  change(path, (written) => {
    if (Object.hasOwn(written.keys, id)) return { ...written, active: id };
    throw new HeadwaterError('CODEC_KEY_MISSING', `there is no key ${JSON.stringify(id)} in ${path}`, {
      hint: `There are: ${Object.keys(written.keys).join(', ')}.`,
      where: path,
    });
  });
}

function parse(path: string): WrittenKeys {
  let value: Partial<WrittenKeys> | null;
  try {
    value = JSON.parse(readFileSync(path, 'utf8')) as Partial<WrittenKeys> | null;
  } catch (error) {
    // The parser's own words would quote the file.
    throw unusable(path, error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message);
  }
  if (value?.version !== 1 || typeof value.active !== 'string' || typeof value.keys !== 'object' || value.keys === null)
    throw unusable(path, 'it is not {"version": 1, "active": ID, "keys": {ID: BASE64}}');
  return value as WrittenKeys;
}

/** One at a time: of two that both add a key, neither's may be lost, since payloads may use it already. */
function change(path: string, next: (written: WrittenKeys) => WrittenKeys): void {
  parse(path);
  const lock = GenerationLock.tryAcquire(dirname(path), '.codec.lock');
  if (lock === undefined) throw unusable(path, 'another command is changing it', 'Give the command again.');
  try {
    write(`${path}.new`, next(parse(path)));
    renameSync(`${path}.new`, path);
  } finally {
    lock.release();
  }
}

function write(path: string, keys: WrittenKeys): void {
  writeFileSync(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
}

function newKeyId(): string {
  return `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

const RESTORE = 'Restore the file from a copy. HEADWATER_CODEC_KEYS names another.';

function unusable(path: string, why: string, hint = RESTORE): HeadwaterError {
  return new HeadwaterError('CODEC_KEYS_INVALID', `the encryption keys ${path} cannot be used: ${why}`, {
    hint,
    where: path,
  });
}
