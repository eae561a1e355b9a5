import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder and those above it so that they survive a power cut. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const first = await mkdir(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  if (first === undefined) return;
  const above = dirname(first);
  for (let folder = path; folder !== above; folder = dirname(folder)) await syncFolder(folder);
  await syncFolder(above);
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
