import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GenerationLock } from '../src/generation-lock';
import { identifyProcess, isRunning } from '../src/processes';
import { removeTemporaryFolders, start, temporaryFolder } from './harness';

afterAll(removeTemporaryFolders);

test('is held by one at a time', () => {
  const folder = temporaryFolder();
  const lock = GenerationLock.tryAcquire(folder, 'lock');
  expect(lock).toBeDefined();
  expect(GenerationLock.tryAcquire(folder, 'lock')).toBeUndefined();
  expect(GenerationLock.tryAcquire(folder, 'other')).toBeDefined();
  lock?.release();
  expect(GenerationLock.tryAcquire(folder, 'lock')).toBeDefined();
  expect(readdirSync(folder).filter((name) => name.startsWith('lock.'))).toEqual(['lock.2']);
});

test('is free again when its holder was killed', async () => {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
  await once(child, 'spawn');
  writeFileSync(join(folder, 'lock.7'), JSON.stringify(identifyProcess(child.pid!)));
  expect(GenerationLock.tryAcquire(folder, 'lock')).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(GenerationLock.tryAcquire(folder, 'lock')).toBeDefined();
});

test('is not taken to be held by a process that has got the id of a dead one', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock.1'), JSON.stringify({ pid: process.pid, started: '1' }));
  expect(isRunning({ pid: process.pid, started: '1' })).toBe(process.platform !== 'linux');
  expect(GenerationLock.tryAcquire(folder, 'lock') !== undefined).toBe(process.platform === 'linux');
});

test('a holder that has not signed yet is believed for five seconds', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'lock.1');
  writeFileSync(path, '');
  expect(GenerationLock.tryAcquire(folder, 'lock')).toBeUndefined();
  const before = Date.now() / 1000 - 6;
  utimesSync(path, before, before);
  expect(GenerationLock.tryAcquire(folder, 'lock')).toBeDefined();
});

test('four processes that count under it lose no count', async () => {
  const folder = temporaryFolder();
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  const rounds = 40;
  const takers = await Promise.all([1, 2, 3, 4].map(() => start('lock-taker.cjs', [folder, counter, String(rounds)])));
  expect(takers.map(({ line }) => Number(line))).toEqual([rounds, rounds, rounds, rounds]);
  expect(Number(readFileSync(counter, 'utf8'))).toBe(4 * rounds);
});
