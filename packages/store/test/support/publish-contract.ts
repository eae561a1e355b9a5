import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  openTarget,
  probeTarget,
  publishVersion,
  readCurrent,
  sweepUnfinished,
  type PublishRequest,
  type PublishTarget,
} from '../../src';
import { keysOf, withCode, type Place } from './place';
import { temporaryFolder } from './temporary-folder';

/** What publication must do wherever it goes. */
export function publishContract(freshPlace: () => Place): void {
  const folder = temporaryFolder();
  let place: Place;
  let target: PublishTarget;
  const request = (version: string, contents: Record<string, string>): PublishRequest => {
    const files = Object.entries(contents).map(([name, text]) => {
      const source = join(folder, createHash('sha256').update(text).digest('hex'));
      writeFileSync(source, text);
      const bytes = Buffer.byteLength(text);
      return { name, source, sha256: createHash('sha256').update(text).digest('hex'), bytes, rows: 1 };
    });
    return { version, files, manifest: { version, files: files.map(({ name, sha256 }) => ({ name, sha256 })) } };
  };
  const text = async (key: string) => (await place.raw.read(key)).toString();

  beforeEach(async () => {
    place = freshPlace();
    target = await openTarget(place.uri);
    await probeTarget(target);
  });

  it('probes without leaving anything', async () => {
    expect(await keysOf(place)).toEqual([]);
    expect(await readCurrent(target)).toBeNull();
  });

  it('writes files, manifest and pointer', async () => {
    const published = await publishVersion(target, request('v1', { 'part-0.parquet': 'a', 'day=1/Part.parquet': 'b' }));
    const base = place.uri.split('?')[0];
    expect(published).toEqual({
      uri: `${base}/versions/v1`,
      files: [`${base}/versions/v1/part-0.parquet`, `${base}/versions/v1/day=1/Part.parquet`],
      manifestUri: `${base}/versions/v1/manifest.json`,
      manifestSha256: createHash('sha256')
        .update(await text('versions/v1/manifest.json'))
        .digest('hex'),
      companions: [],
      alreadyThere: false,
      current: true,
    });
    expect(await keysOf(place)).toEqual([
      'current.json',
      'versions/v1/day=1/Part.parquet',
      'versions/v1/manifest.json',
      'versions/v1/part-0.parquet',
    ]);
    expect(await text('versions/v1/day=1/Part.parquet')).toBe('b');
    expect(await readCurrent(target)).toMatchObject({
      version: 'v1',
      manifestSha256: published.manifestSha256,
      manifest: { version: 'v1' },
    });
  });

  it('leaves the pointer to the version that keeps its place, and publishes beside it', async () => {
    await publishVersion(target, request('v2', { p: 'b' }));
    const keeps = await publishVersion(target, { ...request('v1', { p: 'a' }), takesPlaceOf: (other) => other < 'v1' });
    expect([keeps.current, (await readCurrent(target))?.version]).toEqual([false, 'v2']);
    expect(await text('versions/v1/p')).toBe('a');
    const takes = await publishVersion(target, { ...request('v3', { p: 'c' }), takesPlaceOf: (other) => other < 'v3' });
    expect([takes.current, (await readCurrent(target))?.version]).toEqual([true, 'v3']);
  });

  it('lays companions beside the manifest, which stay while they hold', async () => {
    const asked: string[][] = [];
    const attempt = (note: string, holds: boolean): PublishRequest => ({
      ...request('v1', { p: 'a' }),
      companions: {
        files: [{ name: 'note.json', bytes: Buffer.from(note) }],
        stillHold: (found) => {
          asked.push([...found].map(([name, bytes]) => `${name}: ${bytes.toString()}`));
          return holds;
        },
      },
    });
    const manifest = (await publishVersion(target, attempt('first', true))).manifestSha256;
    expect(await text('versions/v1/note.json')).toBe('first');
    const kept = await publishVersion(target, attempt('second', true));
    expect(kept).toMatchObject({ companions: [Buffer.from('first')], alreadyThere: true, manifestSha256: manifest });
    const replaced = await publishVersion(target, attempt('third', false));
    expect(replaced).toMatchObject({ companions: [Buffer.from('third')], manifestSha256: manifest });
    expect(await text('versions/v1/note.json')).toBe('third');
    // Of a version that has no manifest yet nobody is asked.
    expect(asked).toEqual([['note.json: first'], ['note.json: first']]);
  });

  it('does nothing when all is there', async () => {
    const again = request('v1', { p: 'a' });
    const first = await publishVersion(target, again);
    const pointer = await text('current.json');
    expect(await publishVersion(target, again)).toEqual({ ...first, alreadyThere: true });
    expect(await text('current.json')).toBe(pointer);
  });

  it('stops where it is asked to, wherever that is: the version before stays current', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    for (let step = 0; ; step++) {
      let asked = 0;
      const stopRequested = (): boolean => asked++ === step;
      const next = { ...request(`v2-${step}`, { p: 'b', q: 'c' }), stopRequested };
      const outcome = await publishVersion(target, next).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) break;
      expect(outcome).toMatchObject({ code: 'RUN_CANCELLED' });
      expect(await readCurrent(target)).toMatchObject({ version: 'v1' });
      expect(step).toBeLessThan(10);
    }
    expect((await readCurrent(target))?.version).toMatch(/^v2-[3-9]$/);
  });

  it('sweeps versions without a manifest, older ones alone, and no deleted one', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    const stopped = { ...request('v2', { p: 'b', q: 'c' }), stopRequested: stopAt(1) };
    await expect(publishVersion(target, stopped)).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
    await place.raw.write('versions/v0/deleted.json', Buffer.from('{}'));
    expect(await sweepUnfinished(target, 3_600_000)).toEqual([]);
    expect(await sweepUnfinished(target, -60_000)).toEqual(['v2']);
    expect(await keysOf(place)).toEqual([
      'current.json',
      'versions/v0/deleted.json',
      'versions/v1/manifest.json',
      'versions/v1/p',
    ]);
  });

  it('writes a damaged file anew when it is told to look', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    await place.raw.write('versions/v1/p', Buffer.from('x'));
    expect((await publishVersion(target, request('v1', { p: 'a' }))).alreadyThere).toBe(true);
    expect((await publishVersion(target, { ...request('v1', { p: 'a' }), recheck: true })).alreadyThere).toBe(false);
    expect(await text('versions/v1/p')).toBe('a');
  });

  it('moves on to the next version and keeps the one before', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    await publishVersion(target, request('v2', { p: 'b' }));
    expect(await readCurrent(target)).toMatchObject({ version: 'v2' });
    expect(await text('versions/v1/p')).toBe('a');
  });

  it('goes back when an earlier version is published again', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    await publishVersion(target, request('v2', { p: 'b' }));
    expect(await publishVersion(target, request('v1', { p: 'a' }))).toMatchObject({ alreadyThere: false });
    expect(await readCurrent(target)).toMatchObject({ version: 'v1' });
  });

  it('never changes a published version', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    const other = publishVersion(target, request('v1', { p: 'changed' }));
    await expect(other).rejects.toEqual(withCode('PUBLISH_UNWRITABLE', /version v1 with other content/));
    expect(await text('versions/v1/p')).toBe('a');
  });

  it('writes an incomplete version anew, without what does not belong', async () => {
    for (const name of ['p', 'stale.parquet']) await place.raw.write(`versions/v1/${name}`, Buffer.from('?'));
    expect(await readCurrent(target)).toBeNull();
    await publishVersion(target, request('v1', { p: 'a' }));
    expect(await keysOf(place)).toEqual(['current.json', 'versions/v1/manifest.json', 'versions/v1/p']);
    expect(await text('versions/v1/p')).toBe('a');
  });

  it('finishes what stopped before the pointer moved', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    const pointer = await place.raw.read('current.json');
    await publishVersion(target, request('v2', { p: 'b' }));
    await place.raw.write('current.json', pointer);
    await publishVersion(target, request('v2', { p: 'b' }));
    expect(await readCurrent(target)).toMatchObject({ version: 'v2' });
  });

  it('puts back a file that was lost', async () => {
    await publishVersion(target, request('v1', { p: 'a', q: 'b' }));
    await place.raw.delete('versions/v1/q');
    expect(await publishVersion(target, request('v1', { p: 'a', q: 'b' }))).toMatchObject({ alreadyThere: false });
    expect(await text('versions/v1/q')).toBe('b');
  });

  it('refuses a source that is not the file it is said to be', async () => {
    const wrong = request('v1', { p: 'a' });
    writeFileSync(wrong.files[0]?.source ?? '', 'b');
    await expect(publishVersion(target, wrong)).rejects.toEqual(withCode('ARTIFACT_DAMAGED'));
    expect(await keysOf(place)).toEqual([]);
  });

  it.each(['../v1', 'a/b', '', '..', 'v 1'])('refuses the version %j', async (version) => {
    await expect(publishVersion(target, request(version, { p: 'a' }))).rejects.toEqual(withCode('STORE_KEY_INVALID'));
  });

  it.each(['../p', '/p', '', 'manifest.json', 'a//b'])('refuses the file name %j', async (name) => {
    await expect(publishVersion(target, request('v1', { [name]: 'a' }))).rejects.toEqual(withCode('STORE_KEY_INVALID'));
    expect(await keysOf(place)).toEqual([]);
  });

  it('finds a pointer or a manifest that was tampered with', async () => {
    await publishVersion(target, request('v1', { p: 'a' }));
    await place.raw.write('versions/v1/manifest.json', Buffer.from('{}'));
    await expect(readCurrent(target)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /manifest of version v1/));
    await place.raw.delete('versions/v1/manifest.json');
    await expect(readCurrent(target)).rejects.toEqual(withCode('ARTIFACT_MISSING', /manifest of version v1/));
    await place.raw.write('current.json', Buffer.from('[]'));
    await expect(readCurrent(target)).rejects.toEqual(withCode('ARTIFACT_DAMAGED', /current\.json/));
    await publishVersion(target, request('v2', { p: 'a' }));
    expect(await readCurrent(target)).toMatchObject({ version: 'v2' });
  });
}

function stopAt(step: number): () => boolean {
  let asked = 0;
  return () => asked++ >= step;
}
