import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, openTarget, publishVersion, readCurrent, type PublishRequest } from '../src';
import { startChild, type Ended } from './support/child';
import { temporaryFolder } from './support/temporary-folder';

const folder = temporaryFolder();

/** Kills the child with SIGKILL as soon as the condition holds; it may have ended before. */
async function killWhen(condition: () => boolean, child: ReturnType<typeof startChild>): Promise<Ended> {
  let open = true;
  void child.ended.then(() => (open = false));
  while (open && !condition()) await new Promise((resolve) => setImmediate(resolve));
  child.process.kill('SIGKILL');
  return child.ended;
}

function filesIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}

describe('a writer killed with SIGKILL', () => {
  it('in the middle of a put leaves no object, and a put afterwards is not in its way', async () => {
    const root = join(folder, 'store');
    const path = join(folder, 'large');
    writeFileSync(path, Buffer.alloc(64 << 20, 3));
    const begun = () => filesIn(join(root, 'tmp')).some((name) => /\/\d+-/.test(name) && sizeOf(name) > 1 << 20);
    const { signal } = await killWhen(begun, startChild('putFile', { store: root, path }));
    expect(signal).toBe('SIGKILL');
    const store = await openStore(root);
    expect(await store.list('objects')).toEqual([]);
    expect(filesIn(join(root, 'tmp'))).toHaveLength(1);
    const ref = await store.putFile('snapshot', 'text/csv', path);
    await store.getFile(ref, join(folder, 'copy'));
    expect(statSync(join(folder, 'copy')).size).toBe(64 << 20);
  });

  const old: PublishRequest = request('v1', ['first']);
  const files = ['a', 'b', 'c', 'd'];
  it.each([
    ['the first file', 'v2-a', 0],
    ['the second file', 'v2-b', 1],
    ['the last file', 'v2-d', 3],
  ])('while it publishes %s leaves the version before, and a retry completes the new one', async (_, name, index) => {
    const root = join(folder, name);
    const target = await openTarget(root);
    await publishVersion(target, old);
    const next = request('v2', files, 8 << 20);
    const begun = () =>
      filesIn(join(root, 'versions', 'v2')).length === index &&
      filesIn(join(root, '.tmp')).some((temp) => sizeOf(temp) > 0);
    const { signal } = await killWhen(begun, startChild('publish', { target: root, request: next }));
    expect(signal).toBe('SIGKILL');
    expect(existsSync(join(root, 'versions', 'v2', 'manifest.json'))).toBe(false);
    expect(await readCurrent(target)).toMatchObject({ version: 'v1', manifest: old.manifest });
    expect(readFileSync(join(root, 'versions', 'v1', 'first'))).toHaveLength(1);
    await publishVersion(target, next);
    expect(await readCurrent(target)).toMatchObject({ version: 'v2', manifest: next.manifest });
    expect(readdirSync(join(root, 'versions', 'v2')).sort()).toEqual([...files, 'manifest.json']);
  });

  it('anywhere around the manifest and the pointer leaves one version or the other, whole', async () => {
    const root = join(folder, 'pointer');
    const target = await openTarget(root);
    await publishVersion(target, old);
    for (let round = 0; round < 4; round++) {
      const next = request(`v${round + 2}`, ['p']);
      const before = (await readCurrent(target))?.version;
      const manifest = join(root, 'versions', next.version, round % 2 === 0 ? 'p' : 'manifest.json');
      await killWhen(() => existsSync(manifest), startChild('publish', { target: root, request: next }));
      // readCurrent checks that the manifest is the one the pointer names.
      const after = await readCurrent(target);
      expect([before, next.version]).toContain(after?.version);
      await publishVersion(target, next);
      expect(await readCurrent(target)).toMatchObject({ version: next.version, manifest: next.manifest });
    }
  });
});

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function request(version: string, names: string[], bytes = 1): PublishRequest {
  const content = Buffer.alloc(bytes, version);
  const source = join(folder, `source-${version}-${bytes}`);
  writeFileSync(source, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    version,
    files: names.map((name) => ({ name, source, sha256, bytes, rows: 1 })),
    manifest: { version, files: names.map((name) => ({ name, sha256 })) },
  };
}
