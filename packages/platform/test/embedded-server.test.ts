import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireTemporal, connectClient } from '../src';
import {
  acquire,
  forgetCluster,
  isGone,
  removeTemporaryFolders,
  serverPid,
  serverRecord,
  startHolder,
  temporaryFolder,
  until,
  untilStopped,
} from './harness';

// Every test has a state folder, a keeper and a server of its own, and mostly waits: they run side by side.
forgetCluster();
afterAll(removeTemporaryFolders);

/** Starts a workflow that nobody works on, under this id. */
async function startRun(state: string, workflowId: string): Promise<void> {
  const target = await acquire(state);
  const { client, close } = await connectClient(target);
  await client.workflow.start('anything', { taskQueue: 'nobody', workflowId, args: [{ n: 1 }] });
  await close();
  await target.release();
}

async function runStatus(address: string, workflowId: string): Promise<string> {
  const { client, close } = await connectClient({
    connectionOptions: { address },
    namespace: 'default',
    dataConverter: {},
  });
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name;
  } finally {
    await close();
  }
}

test.concurrent('one server serves two processes, and stops when the last of them has gone', async () => {
  const state = temporaryFolder();
  const target = await acquire(state);
  expect(target).toMatchObject({ kind: 'embedded', namespace: 'default' });
  expect(target.address).toMatch(/^127\.0\.0\.1:\d+$/);
  expect((await fetch(target.uiUrl ?? '')).status).toBe(200);
  const pid = serverPid(state);

  const other = await startHolder(state);
  expect(other.address).toBe(target.address);
  await target.release();
  await target.release();
  // Longer than the keeper waits for anybody to come back.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(isGone(pid)).toBe(false);

  other.child.stdin?.end();
  await untilStopped(state);
  expect(isGone(pid)).toBe(true);
  expect(existsSync(join(state, 'temporal', 'keeper.sock'))).toBe(false);
});

test.concurrent('commands that start at the same time get one server', async () => {
  const state = temporaryFolder();
  const targets = await Promise.all([startHolder(state), startHolder(state), acquire(state), acquire(state)]);
  expect(new Set(targets.map(({ address }) => address)).size).toBe(1);
  expect(readFileSync(join(state, 'temporal', 'keeper.log'), 'utf8').match(/started server/g)).toHaveLength(1);
  for (const target of targets) {
    if ('child' in target) target.child.kill('SIGKILL');
    else await target.release();
  }
  // Two of the users were killed: their leases went with them.
  await untilStopped(state);
});

test.concurrent('what the server knows survives its stop, on the same port', async () => {
  const state = temporaryFolder();
  await startRun(state, 'kept');
  const { port } = serverRecord(state);
  await untilStopped(state);
  const target = await acquire(state);
  expect(target.address).toBe(`127.0.0.1:${port}`);
  expect(await runStatus(target.address, 'kept')).toBe('RUNNING');
  await target.release();
  await untilStopped(state);
});

test.concurrent('a command that comes back while the server is stopping gets a new one', async () => {
  const state = temporaryFolder();
  await (await acquire(state)).release();
  const pid = serverPid(state);
  await until('the keeper stops admitting', () => !existsSync(join(state, 'temporal', 'keeper.sock')));
  const target = await acquire(state);
  expect(serverPid(state)).not.toBe(pid);
  await target.release();
  await untilStopped(state);
});

test.concurrent('a killed server is started again on its port, with its runs', async () => {
  const state = temporaryFolder();
  const target = await acquire(state);
  await startRun(state, 'interrupted');
  const pid = serverPid(state);
  process.kill(pid, 'SIGKILL');
  await until('another server runs', () => serverPid(state) !== pid);
  expect(await runStatus(target.address, 'interrupted')).toBe('RUNNING');
  await target.release();
  await untilStopped(state);
});

test.concurrent('a killed keeper is replaced by its users, and the server goes on', async () => {
  const state = temporaryFolder();
  const target = await acquire(state);
  const { keeperPid } = serverRecord(state);
  const pid = serverPid(state);
  process.kill(keeperPid, 'SIGKILL');
  await until('another keeper has taken over', () => serverRecord(state).keeperPid !== keeperPid);
  expect(serverPid(state)).toBe(pid);
  const other = await startHolder(state);
  expect(other.address).toBe(target.address);
  await target.release();
  other.child.stdin?.end();
  await once(other.child, 'exit');
  await untilStopped(state);
  expect(isGone(pid)).toBe(true);
});

test.concurrent('a server left alone by a killed keeper is found by the next command', async () => {
  const state = temporaryFolder();
  const holder = await startHolder(state);
  const pid = serverPid(state);
  const { keeperPid } = serverRecord(state);
  holder.child.kill('SIGSTOP');
  process.kill(keeperPid, 'SIGKILL');
  holder.child.kill('SIGKILL');
  await once(holder.child, 'exit');
  await until('the keeper is gone', () => isGone(keeperPid));
  expect(isGone(pid)).toBe(false);
  const target = await acquire(state);
  expect(serverPid(state)).toBe(pid);
  await target.release();
  await untilStopped(state);
  expect(isGone(pid)).toBe(true);
});

test.concurrent('killing server and keeper together loses nothing', async () => {
  const state = temporaryFolder();
  const target = await acquire(state);
  await startRun(state, 'twice');
  const { keeperPid } = serverRecord(state);
  const pid = serverPid(state);
  process.kill(keeperPid, 'SIGKILL');
  process.kill(pid, 'SIGKILL');
  await until('another server runs', () => serverPid(state) !== pid);
  expect(await runStatus(target.address, 'twice')).toBe('RUNNING');
  await target.release();
  await untilStopped(state);
});

test.concurrent('a damaged database is told, with what the server said and the way out', async () => {
  const state = temporaryFolder();
  await (await acquire(state)).release();
  await untilStopped(state);
  const database = join(state, 'temporal', 'temporal.db');
  writeFileSync(database, 'This is no database, and never was.\n'.repeat(500));
  writeFileSync(`${database}-wal`, '');
  await expect(acquire(state)).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: expect.stringMatching(/database is damaged.*file is not a database/s),
    hint: expect.stringContaining(database),
  });
  await until('the keeper has ended', () => !existsSync(join(state, 'temporal', 'keeper.sock')));
});

test.concurrent('an aborted start is given up', async () => {
  const state = temporaryFolder();
  const abort = new AbortController();
  const attempt = acquireTemporal({ state, onProgress: () => abort.abort(new Error('enough')), signal: abort.signal });
  await expect(attempt).rejects.toThrow('enough');
});
