import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, openTarget, publishVersion, readCurrent } from '../src';
import { storeFailure } from '../src/backend/failures';
import { runChild } from './support/child';
import { temporaryFolder } from './support/temporary-folder';

/**
 * The kernel refuses to let these processes write a file beyond 1 MiB (setrlimit, RLIMIT_FSIZE): the same path through
 * the store as a full disk, without needing the right to mount one.
 */
const LIMIT_KIB = 1024;
const BYTES = 4 << 20;
const folder = temporaryFolder();
let stores = 0;

function full(place: string): unknown {
  const message = expect.stringContaining(place) as string;
  return { error: expect.objectContaining({ code: 'STORE_FULL', message }) as unknown };
}

describe('no space left', () => {
  const source = join(folder, 'source');
  writeFileSync(source, Buffer.alloc(BYTES, 1));
  let root: string;
  beforeEach(() => {
    root = join(folder, `store-${stores++}`);
  });

  it.each([
    ['putBytes', () => ({ store: root, bytes: BYTES })],
    ['putFile', () => ({ store: root, path: source })],
  ])('%s says so, names store and bytes, and leaves nothing', async (command, args) => {
    const answer = await runChild(command, args(), LIMIT_KIB);
    expect(answer).toEqual(full(`${root}: ${BYTES} bytes`));
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
    expect(await (await openStore(root)).list('')).toEqual([]);
    // What fits still goes in.
    expect(await runChild('putBytes', { store: root, bytes: 1000 }, LIMIT_KIB)).toHaveProperty('result.bytes', 1000);
  });

  it('keeps the checkpoint before', async () => {
    const store = await openStore(root);
    const key = 'c'.repeat(64);
    await store.checkpoints.save(key, 1, Buffer.from('before'));
    expect(await runChild('saveCheckpoint', { store: root, key, bytes: BYTES }, LIMIT_KIB)).toEqual(full(root));
    expect((await store.checkpoints.latest(key))?.bytes.toString()).toBe('before');
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  it('is told of the local file that an artifact is copied to', async () => {
    const ref = await (await openStore(root)).putFile('snapshot', 'text/csv', source);
    const path = join(root, 'out');
    expect(await runChild('getFile', { store: root, ref, path }, LIMIT_KIB)).toEqual(full(path));
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(root).filter((name) => name.startsWith('out'))).toEqual([]);
  });

  it('leaves the published version alone', async () => {
    const target = await openTarget(root);
    await publishVersion(target, { version: 'v1', files: [], manifest: {} });
    const sha256 = createHash('sha256').update(Buffer.alloc(BYTES, 1)).digest('hex');
    const request = {
      version: 'v2',
      files: [{ name: 'p', source, sha256, bytes: BYTES, rows: 1 }],
      manifest: { v: 2 },
    };
    expect(await runChild('publish', { target: root, request }, LIMIT_KIB)).toEqual(full(root));
    expect(await readCurrent(target)).toMatchObject({ version: 'v1' });
    expect(existsSync(join(root, 'versions', 'v2', 'p'))).toBe(false);
    expect(readdirSync(join(root, '.tmp'))).toEqual([]);
  });

  it.each([
    [
      'a full disk, from OpenDAL',
      'Unexpected (temporary) at write => no storage space, source: No space (os error 28)',
    ],
    [
      'a spent quota, from OpenDAL',
      'Unexpected (temporary) at write => quota, source: Disk quota exceeded (os error 122)',
    ],
  ])('is recognised: %s', (_, message) => {
    const failure = storeFailure(new Error(message), { place: '/store', remote: false, bytes: 5 });
    expect(failure).toMatchObject({
      code: 'STORE_FULL',
      message: 'no space is left in /store: 5 bytes were to be written',
    });
  });

  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('is recognised: %s, from Node', (code) => {
    const failure = storeFailure(Object.assign(new Error(code), { code }), { place: '/store', remote: false });
    expect(failure.code).toBe('STORE_FULL');
  });
});

describe('large files', () => {
  it('go in and out in bounded memory', async () => {
    const path = join(folder, 'huge');
    writeFileSync(path, Buffer.alloc(160 << 20, 9));
    const args = { store: join(folder, 'large'), path, copy: join(folder, 'huge-copy') };
    const { result } = (await runChild('copyThrough', args)) as { result: number };
    expect(result).toBeGreaterThan(0);
    expect(result).toBeLessThan(130);
  });
});
