import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { MAX_SPEC_BYTES } from './defaults';
import { parseSpec, type LoadedSpec, type SpecOptions } from './parse-spec';

/**
 * Reads, checks and completes a chain file; relative paths in it start from its folder. Thrown: SPEC_NOT_FOUND when it
 * cannot be read, SPEC_SYNTAX when its bytes are not UTF-8, SPEC_INVALID when it is larger than 1 MB, and all that
 * parseSpec throws.
 */
export async function loadSpec(
  path: string,
  overrides: readonly string[] = [],
  options: SpecOptions = {},
): Promise<LoadedSpec> {
  const text = decode(await readBytes(path), path);
  return parseSpec(text, { ...options, file: path, baseDir: dirname(resolve(path)), overrides });
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MAX_SPEC_BYTES) throw tooLarge(path, size);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof HeadwaterError) throw error;
    throw unreadable(path, error);
  }
}

function tooLarge(path: string, size: number): HeadwaterError {
  return new HeadwaterError('SPEC_INVALID', `${path} holds ${size} bytes; a chain file has at most ${MAX_SPEC_BYTES}`, {
    where: path,
    hint: 'Is this the data file? A chain file names it under `source:`; `headwater init DATA` writes one.',
  });
}

function unreadable(path: string, error: unknown): HeadwaterError {
  const code = (error as NodeJS.ErrnoException).code;
  const why =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'does not exist'
      : code === 'EISDIR'
        ? 'is a folder'
        : `cannot be read (${code ?? String(error)})`;
  return new HeadwaterError('SPEC_NOT_FOUND', `the chain file ${path} ${why}`, {
    where: path,
    hint: 'Check the path, or write a chain file from your data with `headwater init DATA --out chain.yaml`.',
    cause: error,
  });
}

function decode(bytes: Buffer, path: string): string {
  try {
    // Drops a byte order mark, refuses what is not UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new HeadwaterError('SPEC_SYNTAX', `${path} is not UTF-8 text`, {
      where: path,
      hint: 'Save the chain file as UTF-8.',
      cause: error,
    });
  }
}
