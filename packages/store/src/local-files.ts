import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolder } from './backend/durable-folder';
import { storeFailure } from './backend/failures';
import type { Address } from './keys';
import type { Objects } from './objects';

export interface LocalFile {
  path: string;
  /** Removes the file where it is a copy. Call it once, whatever happened. */
  release(): Promise<void>;
}

/** Writes an object to a file that appears whole or not at all. The folder is made if need be. */
export async function writeLocalFile(objects: Objects, address: Address, path: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await makeFolder(dirname(path));
    const handle = await open(temporary, 'wx');
    try {
      for await (const chunk of objects.chunks(address)) await handle.appendFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storeFailure(error, { place: path, remote: false, bytes: address.bytes });
  }
}

/** The object's own file after its content was checked, or a copy in the folder for temporary files. */
export async function openLocalFile(objects: Objects, address: Address): Promise<LocalFile> {
  const own = objects.localPath(address);
  if (own !== null) {
    await objects.check(address);
    return { path: own, release: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'headwater-'));
  const release = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, address.sha256);
  try {
    await writeLocalFile(objects, address, path);
  } catch (error) {
    await release();
    throw error;
  }
  return { path, release };
}
