import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactRef } from '@headwater/contracts';
import { openStore, type ArtifactStore } from '../../src';
import { flipFirstByte, keysOf, withCode, type Place } from './place';
import { temporaryFolder } from './temporary-folder';

const pathOf = ({ sha256 }: ArtifactRef) => `objects/sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`;

/** What artifacts must do wherever they live. */
export function objectsContract(freshPlace: () => Place): void {
  const folder = temporaryFolder();
  let place: Place;
  let store: ArtifactStore;
  const put = (text: string) => store.putBytes('evidence', 'text/plain', Buffer.from(text));
  const file = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  beforeEach(async () => {
    place = freshPlace();
    store = await openStore(place.uri);
  });

  describe('putting and getting', () => {
    it('keeps bytes under their SHA-256 and nothing else', async () => {
      const ref = await store.putBytes('shard', 'text/plain', Buffer.from('abc'), 7);
      // The example of FIPS 180-2, appendix B.1.
      const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
      expect(ref).toEqual({ kind: 'shard', sha256, bytes: 3, mediaType: 'text/plain', rows: 7 });
      expect(await keysOf(place)).toEqual([pathOf(ref)]);
      expect((await store.getBytes(ref)).toString()).toBe('abc');
    });

    it('keeps empty bytes', async () => {
      const ref = await put('');
      expect(ref).not.toHaveProperty('rows');
      expect(await store.getBytes(ref)).toHaveLength(0);
      await store.getFile(ref, join(folder, 'empty'));
      expect(readFileSync(join(folder, 'empty'))).toHaveLength(0);
    });

    it.each([1, (1 << 20) + 1, 8 << 20, (8 << 20) + 1, 20_000_003])(
      'carries a file of %d bytes both ways',
      async (size) => {
        const bytes = randomBytes(size);
        const ref = await store.putFile('snapshot', 'text/csv', file('in', bytes), 3);
        expect(ref).toMatchObject({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: size, rows: 3 });
        await store.getFile(ref, join(folder, 'deep', 'er', 'out'));
        expect(readFileSync(join(folder, 'deep', 'er', 'out')).equals(bytes)).toBe(true);
        expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['out']);
        expect((await store.getBytes(ref)).equals(bytes)).toBe(true);
      },
    );

    it('lends a local file', async () => {
      const ref = await put('lent');
      const { path, release } = await store.withLocalFile(ref);
      expect(readFileSync(path, 'utf8')).toBe('lent');
      await release();
      expect((await store.getBytes(ref)).toString()).toBe('lent');
    });

    it('stores equal bytes once', async () => {
      const first = await put('same');
      const second = await store.putFile('snapshot', 'text/csv', file('same', Buffer.from('same')));
      expect(second.sha256).toBe(first.sha256);
      expect(await keysOf(place)).toHaveLength(1);
    });

    it('stores JSON canonically', async () => {
      const one = await store.putJson('spec', { b: [1, { d: null, c: 'é' }], a: undefined });
      const other = await store.putJson('spec', { b: [1, { c: 'é', d: null }] });
      expect(one).toEqual(other);
      expect((await store.getBytes(one)).toString()).toBe('{"b":[1,{"c":"é","d":null}]}');
      expect(await store.getJson(one)).toEqual({ b: [1, { c: 'é', d: null }] });
    });

    it('stores folders', async () => {
      const files = { 'model.onnx': await put('m'), 'parts/codec.json': await put('c') };
      const ref = await store.putTree('model-bundle', files);
      expect(await store.getTree(ref)).toEqual({ files });
    });

    it('takes twenty writers of equal bytes at once', async () => {
      const refs = await Promise.all(Array.from({ length: 20 }, () => put('crowd')));
      expect(new Set(refs.map(({ sha256 }) => sha256)).size).toBe(1);
      expect(await keysOf(place)).toHaveLength(1);
    });

    it('tells size and presence, lists and deletes', async () => {
      const [a, b] = [await put('a'), await put('bb')];
      expect(await store.stat(b)).toMatchObject({ bytes: 2 });
      expect([await store.has(a), await store.has({ ...a, bytes: 2 })]).toEqual([true, false]);
      const listed = await store.list('objects');
      expect(listed.map(({ key }) => key)).toEqual([pathOf(a), pathOf(b)].sort());
      const age = Math.abs(Date.now() - Date.parse(listed[0]?.modifiedAt ?? ''));
      expect(age).toBeLessThan(60_000);
      await store.delete(a);
      await store.delete(a);
      expect([await store.has(a), await store.stat(a)]).toEqual([false, null]);
      expect(await store.list('objects/')).toHaveLength(1);
      expect(await store.list('damaged')).toEqual([]);
    });
  });

  describe('what is missing or damaged', () => {
    it('says that an artifact is missing', async () => {
      const ref = await put('gone');
      await store.delete(ref);
      const missing = withCode('ARTIFACT_MISSING', new RegExp(ref.sha256));
      await expect(store.getBytes(ref)).rejects.toEqual(missing);
      await expect(store.getFile(ref, join(folder, 'never'))).rejects.toEqual(missing);
      await expect(store.withLocalFile(ref)).rejects.toEqual(missing);
      expect(existsSync(join(folder, 'never'))).toBe(false);
    });

    const readers: [string, (ref: ArtifactRef) => Promise<unknown>][] = [
      ['getBytes', (ref) => store.getBytes(ref)],
      ['getJson', (ref) => store.getJson(ref)],
      ['getTree', (ref) => store.getTree(ref)],
      ['getFile', (ref) => store.getFile(ref, join(folder, 'damaged'))],
      ['withLocalFile', (ref) => store.withLocalFile(ref)],
    ];
    it.each(readers)('%s names a damaged artifact and never hands it out', async (_, read) => {
      const ref = await store.putJson('card', { files: {} });
      await flipFirstByte(place, pathOf(ref));
      await expect(read(ref)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', new RegExp(ref.sha256)));
      expect(existsSync(join(folder, 'damaged'))).toBe(false);
      // It is out of the way, kept for inspection, and still called damaged.
      expect(await keysOf(place)).toEqual([`damaged/sha256/${ref.sha256}`]);
      expect(await store.has(ref)).toBe(false);
      await expect(read(ref)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /set aside/));
    });

    it('finds an artifact that was cut short', async () => {
      const ref = await put('a longer text');
      await place.raw.write(pathOf(ref), Buffer.from('a longer'));
      expect(await store.has(ref)).toBe(false);
      await expect(store.getBytes(ref)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /8 bytes/));
    });

    it('blames the reference, not the object, for a wrong size', async () => {
      const ref = await put('right');
      await expect(store.getBytes({ ...ref, bytes: 4 })).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /reference/));
      expect((await store.getBytes(ref)).toString()).toBe('right');
    });

    it.each(['same size', 'other size', 'set aside'])(
      'heals a damaged artifact when it is put again: %s',
      async (how) => {
        const ref = await put('healthy');
        if (how === 'other size') await place.raw.write(pathOf(ref), Buffer.from('h'));
        else await flipFirstByte(place, pathOf(ref));
        if (how === 'set aside') await expect(store.getBytes(ref)).rejects.toEqual(withCode('ARTIFACT_DAMAGED'));
        expect(await put('healthy')).toEqual(ref);
        expect((await store.getBytes(ref)).toString()).toBe('healthy');
      },
    );

    it('refuses references that are none', async () => {
      const refused = withCode('STORE_KEY_INVALID');
      for (const sha256 of ['../../etc/passwd', '', 'AB'.repeat(32)]) {
        const ref = { sha256, bytes: 1 };
        await expect(store.getBytes(ref)).rejects.toEqual(refused);
        await expect(store.getFile(ref, join(folder, 'x'))).rejects.toEqual(refused);
        await expect(store.has(ref)).rejects.toEqual(refused);
        await expect(store.delete(ref)).rejects.toEqual(refused);
      }
      await expect(store.list('../')).rejects.toEqual(refused);
    });

    it('refuses folders with paths that lead out', async () => {
      const ref = await put('x');
      for (const path of ['../x', '/x', 'a/../../x', '']) {
        await expect(store.putTree('model-bundle', { [path]: ref })).rejects.toEqual(withCode('STORE_KEY_INVALID'));
      }
      const forged = await store.putJson('model-bundle', { files: { '../x': ref } });
      await expect(store.getTree(forged)).rejects.toEqual(withCode('STORE_KEY_INVALID'));
      const none = await store.putJson('model-bundle', [1]);
      await expect(store.getTree(none)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /not a folder/));
      await expect(store.getJson(ref)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /not JSON/));
    });

    it('says which file it cannot read', async () => {
      const absent = store.putFile('snapshot', 'text/csv', join(folder, 'absent.csv'));
      await expect(absent).rejects.toEqual(withCode('SOURCE_NOT_FOUND', /absent\.csv/));
      await expect(store.putFile('snapshot', 'text/csv', folder)).rejects.toEqual(withCode('SOURCE_UNREADABLE'));
      expect(await keysOf(place)).toEqual([]);
    });
  });
}
