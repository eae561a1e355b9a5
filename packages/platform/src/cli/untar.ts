import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

const BLOCK = 512;

/**
 * Copies one regular file out of a tar stream (POSIX ustar; `name` may lie in any folder of it) to `target`, mode 0755.
 * Enough for a release archive: no links, no sparse files, no files of 8 GiB and more.
 *
 * @returns whether the file was there, whole
 */
export async function extractFile(tar: Readable, name: string, target: string): Promise<boolean> {
  let held: Buffer = Buffer.alloc(0);
  let skip = 0;
  let copying: { left: number; to: ReturnType<typeof createWriteStream> } | undefined;
  for await (const chunk of tar as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length > 0) {
      if (copying !== undefined) {
        const part = held.subarray(0, copying.left);
        held = held.subarray(part.length);
        copying.left -= part.length;
        if (!copying.to.write(part)) await once(copying.to, 'drain');
        if (copying.left > 0) continue;
        copying.to.end();
        await finished(copying.to);
        return true;
      }
      const step = Math.min(skip, held.length);
      skip -= step;
      held = held.subarray(step);
      if (skip > 0 || held.length < BLOCK) break;
      const entry = readHeader(held.subarray(0, BLOCK));
      held = held.subarray(BLOCK);
      if (entry.regular && entry.name.split('/').pop() === name && entry.size > 0) {
        copying = { left: entry.size, to: createWriteStream(target, { mode: 0o755 }) };
      } else {
        skip = Math.ceil(entry.size / BLOCK) * BLOCK;
      }
    }
  }
  copying?.to.destroy();
  return false;
}

function readHeader(block: Buffer): { name: string; size: number; regular: boolean } {
  const text = (from: number, length: number): string =>
    block.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const size = parseInt(text(124, 12).trim() || '0', 8);
  if (Number.isNaN(size)) throw new Error('tar: expected an octal size in the header');
  const type = text(156, 1);
  return { name: text(0, 100), size, regular: type === '' || type === '0' };
}
