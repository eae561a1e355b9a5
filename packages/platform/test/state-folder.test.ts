import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openServerFolder } from '../src/embedded/state-folder';
import { acquire, forgetCluster, removeTemporaryFolders, temporaryFolder, untilStopped } from './harness';

beforeAll(forgetCluster);
afterAll(removeTemporaryFolders);

test('a long path puts the socket into a private folder of the temporary folder', async () => {
  const state = join(temporaryFolder(), 'long'.repeat(30));
  const { socket } = openServerFolder(state);
  expect(Buffer.byteLength(socket)).toBeLessThan(100);
  expect(socket.startsWith(state)).toBe(false);
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  const target = await acquire(state);
  await target.release();
  await untilStopped(state);

  chmodSync(dirname(socket), 0o755);
  expect(() => openServerFolder(state)).toThrow(expect.objectContaining({ code: 'STATE_UNWRITABLE' }));
  rmSync(dirname(socket), { recursive: true });
});

test('two spellings of one folder are one folder', () => {
  const state = temporaryFolder();
  const link = join(temporaryFolder(), 'link');
  symlinkSync(state, link);
  expect(openServerFolder(link)).toEqual(openServerFolder(state));
});

test('the folder of the server is private', () => {
  const state = temporaryFolder();
  const { folder } = openServerFolder(state);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a state folder that cannot be made is refused by name', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'kept');
  await expect(acquire(join(file, 'state'))).rejects.toMatchObject({
    code: 'STATE_UNWRITABLE',
    message: expect.stringContaining(file),
  });
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

test('a state folder whose temporal folder is a file is refused', () => {
  const state = temporaryFolder();
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, 'temporal'), '');
  expect(() => openServerFolder(state)).toThrow(expect.objectContaining({ code: 'STATE_UNWRITABLE' }));
});
