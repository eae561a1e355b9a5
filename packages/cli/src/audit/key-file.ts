import { readFile } from 'node:fs/promises';
import { HeadwaterError } from '@headwater/contracts';

/** @throws LEDGER_KEY_INVALID */
export async function readKey(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('LEDGER_KEY_INVALID', `the key ${path} cannot be read`, { where: path, cause });
  });
}
