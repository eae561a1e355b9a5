import { mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Operator } from 'opendal';
import { openStore, openTarget, probeTarget, publishVersion } from '../src';
import { objectsContract } from './support/objects-contract';
import { publishContract } from './support/publish-contract';
import { recordsContract } from './support/records-contract';
import { withCode, type Place } from './support/place';
import { temporaryFolder } from './support/temporary-folder';

const folder = temporaryFolder();
let places = 0;

function freshPlace(): Place {
  const root = join(folder, `place-${places++}`);
  return { uri: root, raw: new Operator('fs', { root }) };
}

describe('artifacts in a folder', () => objectsContract(freshPlace));
describe('records in a folder', () => recordsContract(freshPlace));
describe('publication to a folder', () => publishContract(freshPlace));

describe('a store in a folder', () => {
  it('is made for its owner alone', async () => {
    const root = join(folder, 'new', 'store');
    const store = await openStore(`file://${root}`);
    expect(store.uri).toBe(root);
    expect(statSync(root).mode & 0o777).toBe(0o700);
    expect(await store.list('')).toEqual([]);
  });

  it('lends its own file, without a copy', async () => {
    const { uri } = freshPlace();
    const store = await openStore(uri);
    const { sha256, ...ref } = await store.putBytes('spec', 'text/plain', Buffer.from('x'));
    const { path } = await store.withLocalFile({ sha256, ...ref });
    expect(path).toBe(join(uri, 'objects', 'sha256', sha256.slice(0, 2), sha256.slice(2)));
  });

  it('removes what a killed process left a day ago, and nothing younger', async () => {
    const { uri } = freshPlace();
    mkdirSync(join(uri, 'tmp'), { recursive: true });
    for (const name of ['1-old', '1-young']) writeFileSync(join(uri, 'tmp', name), 'x');
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3600 * 1000);
    utimesSync(join(uri, 'tmp', '1-old'), twoDaysAgo, twoDaysAgo);
    await openStore(uri);
    expect(readdirSync(join(uri, 'tmp'))).toEqual(['1-young']);
  });

  it("leaves another's unfinished files alone while this process's clock is a year ahead", async () => {
    const { uri } = freshPlace();
    mkdirSync(join(uri, 'tmp'), { recursive: true });
    writeFileSync(join(uri, 'tmp', '1-being-written'), 'x');
    const ahead = Date.now() + 365 * 24 * 3600 * 1000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(ahead);
    try {
      await openStore(uri);
    } finally {
      clock.mockRestore();
    }
    expect(readdirSync(join(uri, 'tmp'))).toEqual(['1-being-written']);
  });
});

describe('places that cannot be written', () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  // A way into a file system that takes no files, whoever asks.
  const readOnly = join(folder, 'read-only');
  symlinkSync('/proc/self/fdinfo', readOnly);
  const cases: [string, string, RegExp][] = [
    ['is a file', file, /a-file.* is a file and not a folder/],
    ['is below a file', join(file, 'deep'), /a-file\/deep.* file and not a folder/],
    ['is in /proc', '/proc/headwater', /\/proc\/headwater.* no folder can be made/],
    ['exists, and takes no files', readOnly, /read-only.*cannot be written/],
    ['has too long a name', join(folder, 'x'.repeat(300)), /too long/],
  ];

  it.each(cases)('is said of a store that %s', async (_, uri, why) => {
    await expect(openStore(uri)).rejects.toEqual(withCode('STATE_UNWRITABLE', why));
  });

  it.each(cases)('is said of a publish target that %s', async (_, uri, why) => {
    const target = await openTarget(uri);
    await expect(probeTarget(target)).rejects.toEqual(withCode('PUBLISH_UNWRITABLE', why));
    const published = publishVersion(target, { version: 'v1', files: [], manifest: {} });
    await expect(published).rejects.toEqual(withCode('PUBLISH_UNWRITABLE'));
  });

  it('is said of a URI at once', async () => {
    await expect(openTarget('relative/path')).rejects.toEqual(withCode('STORE_URI_INVALID', /relative/));
    await expect(openStore('gs://bucket')).rejects.toEqual(withCode('STORE_URI_INVALID', /gs/));
  });
});
