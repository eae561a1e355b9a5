import { obtainCli } from '../src/cli/obtain';
import { Lease } from '../src/embedded/lease';
import { openServerFolder } from '../src/embedded/state-folder';
import { Keeper } from '../src/keeper/keeper';
import { forgetCluster, isGone, removeTemporaryFolders, serverPid, temporaryFolder, until } from './harness';

forgetCluster();
afterAll(removeTemporaryFolders);

const impatient = { graceMs: 500, checkMs: 200, hungMs: 1_000, maxRestarts: 3 };

async function keep(state: string): Promise<{ lease: Lease; said: string[]; ended: Promise<void> }> {
  const at = openServerFolder(state);
  const cli = await obtainCli(process.env, { onProgress: () => undefined });
  const said: string[] = [];
  const ended = new Keeper(at, cli, (line) => said.push(line), impatient).run();
  const findCli = (): Promise<string> => Promise.reject(new Error('there is a keeper'));
  const { lease } = await Lease.take({ at, findCli });
  return { lease, said, ended };
}

test.concurrent('a server that hangs is killed and started again', async () => {
  const state = temporaryFolder();
  const { lease, said, ended } = await keep(state);
  const pid = serverPid(state);
  process.kill(pid, 'SIGSTOP');
  await until('another server runs', () => serverPid(state) !== pid);
  expect(said).toContain('the server is gone (it was ended by SIGKILL); starting it again');
  await lease.release();
  await ended;
  expect(isGone(pid)).toBe(true);
});

test.concurrent('a server that keeps dying is given up, and its users are told', async () => {
  const state = temporaryFolder();
  const { lease, ended } = await keep(state);
  const killed = new Set<number>();
  for (let death = 1; death <= impatient.maxRestarts; death++) {
    await until(`server ${death} runs`, () => !killed.has(serverPid(state)));
    const pid = serverPid(state);
    killed.add(pid);
    process.kill(pid, 'SIGKILL');
    await until('it is gone', () => isGone(pid));
  }
  expect(await lease.lost).toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: 'The embedded Temporal server died 3 times within a minute',
  });
  await lease.release();
  await ended;
});
