import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it so that they survive a power cut.
 *
 * Not with mkdir's `recursive`: where a folder can be seen but nothing made in it answers ENOENT, as in /proc, Node 20
 * tries for ever.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  if (await isFolder(path)) return;
  if (!(await makeOne(path, mode))) {
    await makeFolder(dirname(path), mode);
    if (!(await makeOne(path, mode))) throw Object.assign(new Error(`cannot make ${path}`), { code: 'ENOENT' });
  }
  await syncFolder(dirname(path));
}

/** False when the folder above is not there. That somebody else made it meanwhile is as good. */
async function makeOne(path: string, mode: number | undefined): Promise<boolean> {
  try {
    await mkdir(path, mode);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' && dirname(path) !== path) return false;
    if (code === 'EEXIST' && (await isFolder(path))) return true;
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

/** A new or changed name is durable only after its folder was synchronised (fsync(2), notes). */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
